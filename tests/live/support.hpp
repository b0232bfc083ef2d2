#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/shadow/locate.hpp"
#include "pgstage/shadow/server.hpp"

namespace pgstage::live {

/// The programs of the server that the live tests run on.
const shadow::Binaries& binaries();

/// The one throwaway server that all live tests share. Without one the test fails.
const shadow::Server& server();

/// A session in a new, empty database of the server.
std::unique_ptr<db::Session> new_database(const shadow::Server& server = live::server());
/// A server of the test's own, for what the one that all share has not.
shadow::Server start_server(const std::vector<std::string>& settings);

/// Runs SQL that has to succeed.
db::Rows run(db::Session& session, std::string_view sql);

/// The first value of the first row.
std::string one(db::Session& session, std::string_view sql);

}  // namespace pgstage::live
