#pragma once

#include <string>
#include <vector>

#include "pgstage/model/result.hpp"
#include "pgstage/shadow/locate.hpp"

namespace pgstage::shadow {

/// The schema of a database as pg_dump writes it, without owners, the journal and any rows.
/// `connection` is how libpq's variables name the database (`PGHOST=…`), so that a password stands
/// on no command line.
Result<std::string> dump_schema(const Binaries& binaries, const Host& host,
                                const std::vector<std::string>& connection,
                                const std::string& journal_schema);

}  // namespace pgstage::shadow
