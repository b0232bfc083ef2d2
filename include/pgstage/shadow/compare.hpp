#pragma once

#include <map>
#include <string>
#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"

namespace pgstage::shadow {

/// The rows of one table, without those of its children.
struct TableRows {
  std::vector<std::string> columns;  ///< By name, quoted where needed.
  std::vector<std::string> key;      ///< Of the primary key.
  std::vector<db::Row> rows;         ///< Values in the order of `columns`.
};

using Tables = std::map<std::string, TableRows>;  ///< By `public.users`.

/// All of a database that a person could tell from another one by looking, but for the journal, the
/// state of sequences and what PostgreSQL itself brings along. Nothing in it is an object id.
struct Snapshot {
  /// `column public.users.name` → `type` → `text`. A fact that does not apply is missing.
  std::map<std::string, std::map<std::string, std::string>> facts;
  Tables tables;
};

Result<Snapshot> take_snapshot(db::Session& session);
/// Its tables alone, which is less to ask for.
Result<Tables> take_tables(db::Session& session);

/// One line for each difference, in words; none when the two are equal. Differences are accepted
/// in these forms: `column position of public.users.name` (the order of the columns of that table
/// is not compared), `values of public.users.token` (that column is compared only for being NULL or
/// not), `rows of public.users` and `labels of public.mood` (there may be more of them than
/// expected). Other lines stand for something else.
std::vector<std::string> differences(const Snapshot& expected, const Snapshot& found,
                                     const std::vector<std::string>& accepted);

/// Columns of tables in both that hold other values in one than in the other, as
/// `public.users.seen_at`.
std::vector<std::string> differing_columns(const Tables& one, const Tables& other);

}  // namespace pgstage::shadow
