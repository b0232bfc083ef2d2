#include <string>
#include <utility>

#include "pgstage/lint/foreign_keys.hpp"
#include "pgstage/lint/recipes.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

std::optional<std::string> column_first(const lint::Context& context, const lint::ForeignKey& key) {
  const auto rest = lint::without(context, {key});
  const auto proved = lint::proved_key(context, key);
  if (!rest || !proved) return std::nullopt;
  std::vector<std::string> statements{*rest};
  statements.insert(statements.end(), proved->begin(), proved->end());
  return lint::joined(statements);
}

/// DEFAULT NULL counts as one, though nothing is found to look up.
std::string message_for(const std::string& column, const sql::ColumnDefinition& added) {
  if (sql::is_null_constant(added.default_value)) {
    return "DEFAULT NULL of " + column +
           " makes its foreign key read the whole table while reads and writes are blocked";
  }
  return "the default of " + column +
         " is looked up for every row while reads and writes of the table are blocked";
}

void check(const sql::AlterTable& alter, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  const auto table = context.before.resolve(alter.name);
  if (!context.live(table) || lint::was_emptied(context, table)) return;
  for (const auto& scan :
       lint::blocking_scans(effects, context, effects::Why::ValidateForeignKey)) {
    if (alter.actions[scan.action].kind != sql::ActionKind::AddColumn) continue;
    for (const auto& key : lint::added_foreign_keys(context)) {
      if (key.action != scan.action) continue;
      out.add({.span = key.span,
               .message = message_for(lint::column_words(table, scan.object),
                                      *alter.actions[scan.action].column),
               .rewrite = column_first(context, key),
               .grows_with = table});
      return;
    }
  }
}

}  // namespace

extern const lint::Rule add_column_inline_foreign_key = {
    .info =
        {
            .id = "add-column-inline-foreign-key",
            .title = "a column is added with a default and a foreign key",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "ADD COLUMN holds ACCESS EXCLUSIVE on the table. Its default gives every row a "
                   "value, and PostgreSQL looks each of them up in the referenced table before it "
                   "lets go. Nobody can read or write the table meanwhile, nor write the "
                   "referenced one.",
            .instead = "Add the column with its default, then the foreign key NOT VALID, and then "
                       "run VALIDATE CONSTRAINT, each in a transaction of its own.",
            .fine =
                "The column is added without a default: nothing is read then, as it is even with "
                "DEFAULT NULL. Or the table was made by the same deploy.",
            .source = "ALTER TABLE, ADD COLUMN; measured on 11 to 18",
            .aliases = "diesel-guard:AddForeignKey excellent_migrations:column_reference_added "
                       "online_migrations:add_reference pgfence:add-column-inline-foreign-key "
                       "postgres-language-server:addingForeignKeyConstraint "
                       "squawk:adding-foreign-key-constraint strong_migrations:add_reference",
            .fix_in_place = true,
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
