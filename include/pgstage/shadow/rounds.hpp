#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/plan/plan.hpp"
#include "pgstage/shadow/rows.hpp"

namespace pgstage::shadow {

/// What a client does with one table, over and over. In the end the table is as it was, but for a
/// row more where no key names it.
///
/// The statements are as psql and pgbench read them: the INSERT that draws a part of the key from a
/// sequence returns it as `key_1`, and those behind it say `:key_1`. No other colon is in them.
struct Round {
  std::string table;  ///< `public.users`
  std::size_t client = 0;
  std::string read;               ///< Names all columns. Empty: not to be read.
  std::vector<std::string> own;   ///< A row that comes, changes and goes again.
  bool draws = false;             ///< The first of `own` returns a part of the key.
  std::vector<std::string> back;  ///< Rows that were there change, one by one, and change back.
};

struct RoundOptions {
  RowStyle style = RowStyle::Plain;
  std::size_t clients = 1;
  std::size_t first_row = 1;  ///< The number of the first row that comes.
  /// Rows hold what others hold, wherever two may have the same.
  bool like_others = false;
  std::set<std::string> not_read = {};
  std::set<std::string> not_written = {};
};

struct Rounds {
  std::vector<Round> rounds;        ///< By client.
  std::vector<Unfilled> unwritten;  ///< Tables that take no row of anybody.
};

/// Thinks up what code that knows the schema of `known` does with every table there, and does all
/// of it once in `tried`, which has the same schema: what fails there is left out. All that came to
/// `tried` stays there at once, so that no two of the clients get into each other's way.
Result<Rounds> think_up_rounds(db::Session& known, db::Session& tried, const RoundOptions& options);

/// What code of before keeps off, and the tables that code of then keeps off up to contract.
RoundOptions rounds_of_old_code(const plan::Plan& plan);
std::set<std::string> later_tables(const plan::Plan& plan);
/// Through how many phases the code of before still runs, and the phase after which that of then
/// may be deployed.
std::size_t phases_with_old_code(const plan::Plan& plan);
std::size_t phase_before_new_code(const plan::Plan& plan);

}  // namespace pgstage::shadow
