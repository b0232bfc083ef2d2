#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr std::string_view kId = "managed-partition-ddl";

constexpr lint::Parameter kParameters[] = {
    {.name = "schemas",
     .value = "_timescaledb_internal _timescaledb_catalog partman",
     .says = "where the extension keeps its tables"},
};

bool is_definition(const sql::View& view) {
  return std::holds_alternative<sql::AlterTable>(view) || std::holds_alternative<sql::Drop>(view) ||
         std::holds_alternative<sql::Rename>(view) ||
         std::holds_alternative<sql::CreateIndex>(view) ||
         std::holds_alternative<sql::CreateTrigger>(view);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.locks.empty() || !is_definition(context.view)) return;
  const std::string schemas = " " + std::string{context.parameter(kId, "schemas")} + " ";
  for (const auto& lock : effects.locks) {
    if (schemas.find(" " + lock.relation.schema + " ") == std::string::npos) continue;
    if (lock.mode < LockMode::ShareUpdateExclusive) continue;
    out.add({.span = context.statement.span(),
             .message = lint::table_words(lock.relation) +
                        " belongs to an extension, which does not learn of this"});
    return;
  }
}

}  // namespace

extern const lint::Rule managed_partition_ddl = {
    .info =
        {
            .id = "managed-partition-ddl",
            .title = "a table is changed that an extension looks after",
            .severity = Severity::Notice,
            .category = lint::Category::Correctness,
            .group = lint::Group::Policy,
            .why = "Extensions such as TimescaleDB and pg_partman keep books of the partitions "
                   "that they make. Statements that go past them leave the books wrong, and the "
                   "next run of the extension fails or undoes the change.",
            .instead =
                "Use the functions of the extension, or change the parent and let it follow.",
            .fine = "The schema in the list is not an extension's.",
            .source = "the manuals of TimescaleDB and pg_partman",
            .aliases = "migrationpilot:MP105 migrationpilot:MP106 migrationpilot:MP107 "
                       "migrationpilot:MP108 migrationpilot:MP111",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules
