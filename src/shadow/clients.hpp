// What running code does while a plan is carried out.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/shadow/compare.hpp"
#include "pgstage/shadow/rows.hpp"

#include "table_shape.hpp"

namespace pgstage::shadow {

/// A statement of running code, and whether it got through where it was thought up.
struct Write {
  std::string sql;
  bool succeeds = false;
};

struct ClientOptions {
  std::uint64_t seed = 1;
  RowStyle style = RowStyle::Edges;
  std::set<std::string> left_alone = {};  ///< Tables, as `public.users`.
  /// Columns, as `public.users.id`, whose values name another row elsewhere.
  std::set<std::string> by_chance = {};
};

/// Inserts, updates and deletes rows of all these tables, as code that knows this schema would,
/// each in a transaction of its own. No column is left to its default, and what draws from a
/// sequence is left to the server.
Result<std::vector<Write>> write(db::Session& session, const std::vector<TableShape>& tables,
                                 const ClientOptions& options);

/// Sends the same to another database. One line for each that fails only here. What failed there
/// leaves nothing here either but a gap in a sequence, as it did there.
Result<std::vector<std::string>> write_again(db::Session& session,
                                             const std::vector<Write>& writes);

/// The rows of the tables of another database as code that knows that one reads them here: by name,
/// and the columns that are there. A table that cannot be read so is told in `problems`.
Result<Tables> read_as(db::Session& session, const Tables& known,
                       std::vector<std::string>& problems);

}  // namespace pgstage::shadow
