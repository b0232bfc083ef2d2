#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

enum class Concern { Schema, Rows, Other };

Concern concern_of(std::string_view kind) {
  constexpr auto kRows =
      std::to_array<std::string_view>({"COPY", "DELETE", "INSERT", "MERGE", "UPDATE"});
  if (std::find(kRows.begin(), kRows.end(), kind) != kRows.end()) return Concern::Rows;
  const bool schema =
      kind.starts_with("ALTER ") || kind.starts_with("CREATE ") || kind.starts_with("DROP ");
  return schema ? Concern::Schema : Concern::Other;
}

/// The last statement before this one that changes the schema or rows; null when there is none.
const sql::Statement* former(const lint::Context& context) {
  const auto& statements = context.script.statements();
  const auto here = context.statement.span().offset;
  auto at = std::partition_point(statements.begin(), statements.end(),
                                 [&](const auto& each) { return each.span().offset < here; });
  while (at != statements.begin()) {
    --at;
    if (concern_of(at->kind()) != Concern::Other) return &*at;
  }
  return nullptr;
}

bool changes_live_rows(const effects::Effects& effects, const lint::Context& context) {
  return std::any_of(effects.locks.begin(), effects.locks.end(), [&](const auto& lock) {
    return lock.mode == LockMode::RowExclusive && context.live(lock.relation);
  });
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (context.in_body || concern_of(effects.kind) != Concern::Rows) return;
  if (!changes_live_rows(effects, context)) return;
  const auto* before = former(context);
  if (before == nullptr || concern_of(before->kind()) != Concern::Schema) return;
  const auto line = context.script.lines().position(before->span().offset).line;
  out.add({.span = context.statement.span(),
           .message = "this changes rows, and line " + std::to_string(line) +
                      " of the same migration the schema"});
}

}  // namespace

extern const lint::Rule mixed_schema_and_data = {
    .info =
        {
            .id = "mixed-schema-and-data",
            .title = "one migration changes both the schema and rows",
            .severity = Severity::Notice,
            .category = lint::Category::Transaction,
            .group = lint::Group::Policy,
            .why =
                "A change of the schema is short and has to be complete; a change of rows is long "
                "and goes on where it stopped. Together the one waits for the other, and neither "
                "can be run again by itself.",
            .instead = "Put the change of rows into a migration of its own, behind the one that it "
                       "needs.",
            .fine = "The rows are the first ones of a table that the same deploy makes.",
            .source = "Populating a Database",
            .aliases =
                "migrationpilot:MP080 migrationpilot:MP080 excellent_migrations:operation_insert "
                "excellent_migrations:operation_update excellent_migrations:operation_delete "
                "dml-in-schema-migration",
        },
    .check = check,
};

}  // namespace pgstage::rules
