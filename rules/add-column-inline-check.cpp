#include <string>
#include <vector>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Names as PostgreSQL chooses them, for checks that have none.
std::string name_of(const QualifiedName& table, const sql::ColumnDefinition& column,
                    const sql::ConstraintDefinition& check, std::size_t unnamed) {
  if (!check.name.empty()) return quote_ident(check.name);
  const auto suffix = unnamed == 0 ? std::string{"check"} : "check" + std::to_string(unnamed);
  return quote_ident(lint::name_for(table.name + "_" + std::string{column.name}, suffix));
}

/// The columns alone, then each check NOT VALID, then proved.
std::string in_three_steps(const lint::Context& context, const QualifiedName& table) {
  const auto& actions = std::get<sql::AlterTable>(context.view).actions;
  const std::string alter = "ALTER TABLE " + table.sql();
  auto texts = lint::action_texts(context);
  std::vector<std::string> steps;
  for (std::size_t i = 0; i < actions.size(); ++i) {
    if (actions[i].kind != sql::ActionKind::AddColumn) continue;
    const auto& column = *actions[i].column;
    std::vector<std::string_view> checks;
    std::size_t unnamed = 0;
    for (const auto& each : column.constraints) {
      if (each.kind != ConstraintKind::Check || !each.enforced) continue;
      checks.push_back(context.script.text(each));
      const auto name = name_of(table, column, each, unnamed);
      if (each.name.empty()) ++unnamed;
      steps.push_back(alter + " ADD CONSTRAINT " + name + " CHECK (" +
                      std::string{context.script.text(each.expression)} + ")" +
                      (each.no_inherit ? " NO INHERIT" : "") + " NOT VALID");
      steps.push_back(alter + " VALIDATE CONSTRAINT " + name);
    }
    texts[i] = lint::action_without(context, i, checks);
  }
  steps.insert(steps.begin(), lint::with_actions(context, texts));
  return lint::in_order(steps);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& scan : lint::scans_by_action(effects, context, effects::Why::ValidateCheck)) {
    const auto* action = lint::action_of(context, scan.action);
    if (action == nullptr || action->kind != sql::ActionKind::AddColumn) continue;
    if (action->column->generated == Generated::Virtual) continue;
    out.add({.span = context.span_of_action(scan.action),
             .message = "the check of new " + lint::column_words(scan.table, action->name) +
                        " reads the whole table while reads and writes are blocked",
             .rewrite = in_three_steps(context, scan.table),
             .grows_with = scan.table});
    return;
  }
}

}  // namespace

extern const lint::Rule add_column_inline_check = {
    .info =
        {
            .id = "add-column-inline-check",
            .title = "a new column brings a check that reads the whole table",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "A check that stands in ADD COLUMN is proved for every row at once, even where "
                   "the column has a constant default or none, so that all rows are alike. ACCESS "
                   "EXCLUSIVE is held meanwhile: nobody can read or write the table.",
            .instead = "Add the column without the check, then the check NOT VALID, commit, and "
                       "run VALIDATE CONSTRAINT, which lets reads and writes through.",
            .fine = "The table was made by the same deploy, or the check is NOT ENFORCED (from "
                    "PostgreSQL 18 on).",
            .source = "ALTER TABLE, ADD COLUMN; measured on 11 to 18",
            .aliases = "eugene:E1",
            .fix_in_place = true,
        },
    .check = check,
};

}  // namespace pgstage::rules
