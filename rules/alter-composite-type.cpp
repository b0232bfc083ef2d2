#include <utility>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool is_change(const sql::View& view) {
  if (const auto* alter = std::get_if<sql::AlterTable>(&view)) {
    return alter->object == sql::ObjectKind::Type;
  }
  const auto* rename = std::get_if<sql::Rename>(&view);
  return rename != nullptr && rename->object == sql::ObjectKind::Attribute;
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.locks.empty() || effects.fails || !is_change(context.view)) return;
  for (const auto& lock : effects.locks) {
    if (!blocks_reads(lock.mode) || !context.live(lock.relation)) continue;
    const bool rewrites = effects.rewrites_table(lock.relation);
    lint::Findings::Draft draft{
        .span = context.statement.span(),
        .message = lint::table_words(lock.relation) + " is of the type: " +
                   (rewrites ? "it is rewritten, and its reads and writes wait meanwhile"
                             : "its reads and writes wait")};
    if (rewrites) draft.grows_with = lock.relation;
    out.add(std::move(draft));
  }
}

}  // namespace

extern const lint::Rule alter_composite_type = {
    .info =
        {
            .id = "alter-composite-type",
            .title = "changing a composite type changes the tables that are of it",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "CASCADE carries the change to every typed table. Each is locked with ACCESS "
                   "EXCLUSIVE, so its reads and writes wait, and another type of an attribute "
                   "rewrites all of its rows.",
            .instead = "Detach the table from the type with ALTER TABLE ... NOT OF, and change its "
                       "columns one by one the safe way.",
            .fine = "No table is of the type, or only tables that were made by the same deploy.",
            .source = "ALTER TYPE; measured on 11 to 18",
        },
    .check = check,
};

}  // namespace pgstage::rules
