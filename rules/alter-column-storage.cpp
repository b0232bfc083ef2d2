#include <string>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  const auto table = context.before.resolve(alter.name);
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    const bool storage = action.kind == sql::ActionKind::SetStorage;
    if (!storage && action.kind != sql::ActionKind::SetCompression) continue;
    if (!context.live(table, action.name)) continue;
    out.add({.span = context.span_of_action(i),
             .message = std::string{"another "} + (storage ? "storage" : "compression") + " for " +
                        lint::column_words(table, action.name) +
                        " leaves the values that are there as they are"});
  }
}

}  // namespace

extern const lint::Rule alter_column_storage = {
    .info =
        {
            .id = "alter-column-storage",
            .title = "another storage or compression for new values only",
            .severity = Severity::Notice,
            .category = lint::Category::Lock,
            .group = lint::Group::Design,
            .why = "SET STORAGE and SET COMPRESSION take ACCESS EXCLUSIVE for a moment, and change "
                   "only how values are kept that are written from then on. The old ones stay as "
                   "they are until they are written again.",
            .instead =
                "Use a lock_timeout; write the old rows again in batches if they are meant, too.",
            .fine = "New values alone are meant, or the table was made by the same deploy.",
            .source = "ALTER TABLE, SET STORAGE, SET COMPRESSION; measured on 11 to 18",
            .aliases = "migrationpilot:MP077",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
