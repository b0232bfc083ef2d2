#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

const sql::ConstraintDefinition* unique_of(const sql::AlterAction& action) {
  if (action.constraint && action.constraint->kind == ConstraintKind::Unique) {
    return &*action.constraint;
  }
  if (!action.column) return nullptr;
  for (const auto& constraint : action.column->constraints) {
    if (constraint.kind == ConstraintKind::Unique) return &constraint;
  }
  return nullptr;
}

std::string with_index(const QualifiedName& table, const effects::IndexBuild& build,
                       const sql::ConstraintDefinition& constraint) {
  std::string columns;
  for (const auto column : constraint.columns) {
    columns += (columns.empty() ? "" : ", ") + quote_ident(column);
  }
  const std::string name = quote_ident(build.index.name);
  return "CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " + table.sql() + " (" + columns +
         ");\nALTER TABLE " + table.sql() + " ADD CONSTRAINT " + name + " UNIQUE USING INDEX " +
         name;
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& build : effects.index_builds) {
    const auto* action = lint::action_of(context, build.action);
    if (action == nullptr || !build.constraint || !context.live(build.table)) continue;
    const auto* constraint = unique_of(*action);
    if (constraint == nullptr) continue;
    std::optional<std::string> rewrite;
    if (!constraint->columns.empty()) rewrite = with_index(build.table, build, *constraint);
    out.add({.span = context.span_of_action(build.action),
             .message = "adding unique constraint \"" + build.index.name +
                        "\" builds its index while reads and writes of " +
                        lint::table_words(build.table) + " are blocked",
             .rewrite = std::move(rewrite)});
    return;
  }
}

}  // namespace

extern const lint::Rule add_unique_constraint_blocking = {
    .info =
        {
            .id = "add-unique-constraint-blocking",
            .title = "a unique constraint builds its index under an exclusive lock",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why =
                "ADD UNIQUE holds ACCESS EXCLUSIVE on the table while it builds the index. Nobody "
                "can read or write the table until it is done. NOT VALID is no way out: PostgreSQL "
                "refuses it for UNIQUE.",
            .instead =
                "Build the index with CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … "
                "UNIQUE USING INDEX, which takes the lock for a moment only.",
            .fine = "The table was made by the same deploy, or USING INDEX names an index that is "
                    "there.",
            .source = "ALTER TABLE, ADD table_constraint_using_index",
            .aliases =
                "atlas:PG105 diesel-guard:AddUniqueConstraint eugene:E7 migrationpilot:MP027 "
                "online_migrations:add_unique_constraint pgfence:add-constraint-unique "
                "pgrubic:US014 postgres-language-server:disallowUniqueConstraint "
                "safe-migrate:blocking-index-constraint squawk:disallowed-unique-constraint "
                "strong_migrations:add_unique_constraint",
        },
    .check = check,
};

}  // namespace pgstage::rules
