#include "pgstage/lint/recipes.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto* create = std::get_if<sql::CreateIndex>(&context.view);
  const bool trap =
      create != nullptr && create->concurrently && create->if_not_exists && !create->name.empty();
  if (!trap || effects.fails || context.in_transaction()) return;
  const auto table = context.before.resolve(create->table);
  const QualifiedName index{table.schema, std::string{create->name}};
  if (!context.live(table) || context.past.cleared(index)) return;
  const auto* owner = context.before.catalog().table_of_index(index);
  if (owner != nullptr && owner->index(index.name)->valid) return;
  const std::string message =
      owner == nullptr ? "if a failed build left an invalid index \"" + index.plain() +
                             "\", IF NOT EXISTS passes over it and reports success"
                       : "index \"" + index.plain() + "\" is invalid, and IF NOT EXISTS keeps it";
  out.add({.span = context.statement.span(),
           .message = message,
           .rewrite = lint::built_concurrently(context, *create, index.name)});
}

}  // namespace

extern const lint::Rule concurrent_index_leftover_invalid = {
    .info =
        {
            .id = "concurrent-index-leftover-invalid",
            .title = "IF NOT EXISTS takes an invalid index for a finished one",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .why = "A concurrent build that fails, or is cancelled, leaves an index that is not "
                   "valid: writes keep it up to date, and no query uses it. CREATE INDEX "
                   "CONCURRENTLY IF NOT EXISTS sees the name, does nothing and reports success, so "
                   "the second run of the migration hides what the first one broke.",
            .instead = "Run DROP INDEX CONCURRENTLY IF EXISTS before it and leave IF NOT EXISTS "
                       "away. What is left of a failed build goes, and a build that fails again is "
                       "an error again.",
            .fine = "The same deploy drops the index first, a valid one is known to be there, or "
                    "the table was made by the same deploy.",
            .source = "CREATE INDEX, Building Indexes Concurrently; measured on 11 to 18",
            .aliases = "migrationpilot:MP070",
        },
    .check = check,
};

}  // namespace pgstage::rules
