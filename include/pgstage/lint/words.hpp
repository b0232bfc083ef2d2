#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// `reads and writes` or `writes`: what waits while the lock is held.
std::string_view blocked_by(LockMode mode);
/// `table "public.users"`.
std::string table_words(const QualifiedName& table);
/// `column "name" of table "public.users"`.
std::string column_words(const QualifiedName& table, std::string_view column);
/// The same with the kind that is known of it: `view "public.active_users"`.
std::string relation_words(const QualifiedName& name, const catalog::Catalog& catalog);
/// A query that UPDATE or DELETE takes every row with: no condition, or one that is always true.
bool takes_every_row(const sql::Query& query);
/// Whether the condition keeps the number of rows small: it gives a key or a range, or a limit.
/// What nobody can tell counts as small, and so does any value where the table is not known.
bool bounds_rows(const sql::Expression& where, const catalog::Relation* table);
/// The alter actions of one kind on a table that running clients know, by their numbers.
std::vector<std::size_t> live_actions(const Context& context, sql::ActionKind kind);
/// Whether a plan of pgstage gave the name to what keeps the old and the new in step.
bool is_of_a_plan(std::string_view name);
/// Whether one of the words of a name, which `_` keeps apart, or its schema is in the list.
bool has_word_of(const QualifiedName& name, std::string_view words);

/// Nobody misses for long what the same deploy drops.
Unless unless_gone(std::vector<QualifiedName> relations);

/// The text of one action or statement, with another text put in its place.
std::string with_text(std::string_view original, std::string_view what, std::string_view instead);

/// When it shows what comes along with the statement: at the end of its transaction. Where none was
/// begun, the runner may still send the whole script in one.
Unless::Until until_seen(const Context& context);
/// Nothing is wrong if a view of this name comes along, or a table with all of its columns.
Unless unless_taken_over(const Context& context, QualifiedName name);

/// Whether an earlier statement of this transaction shut everybody out of the table already.
bool is_shut(const Context& context, const QualifiedName& table);
/// The same by any earlier statement of this deploy.
bool was_shut(const Context& context, const QualifiedName& table);
/// Whether the deploy truncated the table and put nothing in again.
bool was_emptied(const Context& context, const QualifiedName& table);
/// Whether the statement reads or writes anew a live table, or builds an index on one.
bool works_long(const effects::Effects& effects, const Context& context);
bool is_partitioned(const catalog::Relation* table);
/// The statement, with a limit to how long it waits.
std::string with_lock_timeout(const Context& context);

/// The scans of live tables for one reason that block at least writes meanwhile.
struct BlockingScan {
  QualifiedName table;
  std::string object;
  LockMode mode;
  std::size_t action;
};
std::vector<BlockingScan> blocking_scans(const effects::Effects& effects, const Context& context,
                                         effects::Why why);

/// Whether it builds, drops or detaches CONCURRENTLY. REFRESH does so in a way of its own.
bool runs_concurrently(const Context& context);

/// The action of an ALTER TABLE; null for any other statement.
const sql::AlterAction* action_of(const Context& context, std::size_t action);

}  // namespace pgstage::lint
