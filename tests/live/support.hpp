#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "pgstage/db/session.hpp"
#include "pgstage/shadow/locate.hpp"
#include "pgstage/shadow/server.hpp"

namespace pgstage::live {

/// The programs of the server that the live tests run on.
const shadow::Binaries& binaries();

/// The one throwaway server that all live tests share. Without one the test fails.
const shadow::Server& server();

/// A session in a new, empty database of the server.
std::unique_ptr<db::Session> new_database();

/// Runs SQL that has to succeed.
db::Rows run(db::Session& session, std::string_view sql);

/// The first value of the first row.
std::string one(db::Session& session, std::string_view sql);

}  // namespace pgstage::live
