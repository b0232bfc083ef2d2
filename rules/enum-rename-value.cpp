#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::AlterEnum& alter, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (alter.old_label.empty() || effects.fails) return;
  const auto name = context.before.resolve_new(alter.name);
  const auto* type = context.before.catalog().type(name);
  if (type != nullptr && type->created_in_batch) return;
  out.add({.span = context.statement.span(),
           .message = "running code still uses label \"" + std::string{alter.old_label} +
                      "\" of enum \"" + name.plain() + "\""});
}

}  // namespace

extern const lint::Rule enum_rename_value = {
    .info =
        {
            .id = "enum-rename-value",
            .title = "a label that running code uses is renamed",
            .severity = Severity::Error,
            .category = lint::Category::Compatibility,
            .why = "The old label is gone the moment the statement commits, and the new one was "
                   "not there before. Whichever release runs, old or new, its statements with the "
                   "label fail until the other one is deployed everywhere; so do function bodies "
                   "that name it.",
            .instead = "Add the new label, deploy code that takes both, change the rows in "
                       "batches, and leave the old label unused.",
            .fine = "The enum was made by the same deploy.",
            .source = "ALTER TYPE, RENAME VALUE; measured on 11 to 18",
            .aliases = "migrationpilot:MP060 pg_ha_migrations:unsafe_rename_enum_value "
                       "strong_migrations:rename_enum_value",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
