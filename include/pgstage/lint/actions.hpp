// What the actions of an ALTER TABLE do, and how to write the statement with other ones.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// The table that an ALTER TABLE names; nothing for any other statement.
std::optional<QualifiedName> altered_table(const Context& context);

/// A live table that one action reads or writes anew while others at least cannot write it. The
/// partitions and children of the altered table are named as that table, and once.
struct Touched {
  QualifiedName table;
  std::string object;
  std::size_t action = 0;
};
std::vector<Touched> scans_by_action(const effects::Effects& effects, const Context& context,
                                     effects::Why why);
std::vector<Touched> rewrites_by_action(const effects::Effects& effects, const Context& context,
                                        effects::Why why);

/// The text of each action of an ALTER TABLE.
std::vector<std::string> action_texts(const Context& context);
/// The ALTER TABLE with these actions, but the empty ones; empty when all are.
std::string with_actions(const Context& context, const std::vector<std::string>& texts);
/// The ALTER TABLE with another text for one action, or, when that is empty, without it.
std::string with_action(const Context& context, std::size_t action, std::string text);
/// The text of one action without these parts of it, which stand in the script.
std::string action_without(const Context& context, std::size_t action,
                           const std::vector<std::string_view>& parts);
/// `ADD COLUMN name type` of an action that adds a column, without all that comes with it.
std::string bare_column(const Context& context, const sql::AlterAction& adds);
/// The same, and its default for new rows alone; nothing when it has none, or constraints or a
/// collation.
std::optional<std::string> column_for_new_rows(const Context& context,
                                               const sql::AlterAction& adds);
/// Statements for one after another; empty ones are left out.
std::string in_order(const std::vector<std::string>& statements);

/// A name like those that PostgreSQL chooses: the stem is cut where the whole would be too long.
std::string name_for(std::string_view stem, std::string_view suffix);
/// The columns, quoted, with commas between.
std::string column_list(const std::vector<std::string>& columns);
/// The statements that make columns NOT NULL while others read and write; before 12 no more than a
/// valid check, since SET NOT NULL reads the table all the same.
std::string steps_to_not_null(const QualifiedName& table, const std::vector<std::string>& columns,
                              ServerVersion version);

}  // namespace pgstage::lint
