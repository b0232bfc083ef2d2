#pragma once

#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// `reads and writes` or `writes`: what waits while the lock is held.
std::string_view blocked_by(LockMode mode);
/// `table "public.users"`.
std::string table_words(const QualifiedName& table);
/// `column "name" of table "public.users"`.
std::string column_words(const QualifiedName& table, std::string_view column);
/// The text of one action or statement, with another text put in its place.
std::string with_text(std::string_view original, std::string_view what, std::string_view instead);

/// Nothing is wrong if the transaction goes on to make a view of this name.
Unless unless_view(QualifiedName name);

/// Whether an earlier statement of this transaction shut everybody out of the table already.
bool is_shut(const Context& context, const QualifiedName& table);
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
