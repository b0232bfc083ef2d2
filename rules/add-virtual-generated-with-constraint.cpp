#include <string>
#include <vector>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool is_virtual(const sql::AlterAction* action) {
  return action != nullptr && action->column && action->column->generated == Generated::Virtual;
}

/// One constraint after another, NOT VALID and then proved.
void take_constraints(const lint::Context& context, const QualifiedName& table,
                      const sql::ColumnDefinition& column, std::vector<std::string>& steps) {
  const std::string alter = "ALTER TABLE " + table.sql();
  const auto add = [&](const std::string& name, const std::string& definition) {
    steps.push_back(alter + " ADD CONSTRAINT " + name + " " + definition + " NOT VALID");
    steps.push_back(alter + " VALIDATE CONSTRAINT " + name);
  };
  const auto chosen = [&](const std::string& suffix) {
    return quote_ident(lint::name_for(table.name + "_" + std::string{column.name}, suffix));
  };
  if (column.not_null) add(chosen("not_null"), "NOT NULL " + quote_ident(column.name));
  std::size_t unnamed = 0;
  for (const auto& each : column.constraints) {
    if (each.kind != ConstraintKind::Check || !each.enforced) continue;
    const auto suffix = "check" + (unnamed == 0 ? std::string{} : std::to_string(unnamed));
    if (each.name.empty()) ++unnamed;
    add(each.name.empty() ? chosen(suffix) : quote_ident(each.name),
        "CHECK (" + std::string{context.script.text(each.expression)} + ")");
  }
}

/// The columns alone, then their constraints.
std::string in_steps(const lint::Context& context, const QualifiedName& table) {
  auto texts = lint::action_texts(context);
  std::vector<std::string> steps{std::string{}};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto* adds = lint::action_of(context, i);
    if (!is_virtual(adds)) continue;
    texts[i] = lint::bare_column(context, *adds) + " GENERATED ALWAYS AS (" +
               std::string{context.script.text(adds->column->default_value)} + ") VIRTUAL";
    take_constraints(context, table, *adds->column, steps);
  }
  steps.front() = lint::with_actions(context, texts);
  return lint::in_order(steps);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto why : {effects::Why::ProveNotNull, effects::Why::ValidateCheck}) {
    for (const auto& scan : lint::scans_by_action(effects, context, why)) {
      const auto* action = lint::action_of(context, scan.action);
      if (!is_virtual(action)) continue;
      out.add({.span = context.span_of_action(scan.action),
               .message = "the constraint of new " +
                          lint::column_words(scan.table, action->column->name) +
                          " reads the whole table while reads and writes are blocked",
               .rewrite = in_steps(context, scan.table),
               .grows_with = scan.table});
      return;
    }
  }
}

}  // namespace

extern const lint::Rule add_virtual_generated_with_constraint = {
    .info =
        {
            .id = "add-virtual-generated-with-constraint",
            .title = "a new virtual column brings a constraint that reads the whole table",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "A VIRTUAL column of PostgreSQL 18 costs nothing by itself. With NOT NULL or a "
                   "check it is computed for every row at once, and ACCESS EXCLUSIVE is held "
                   "meanwhile: nobody can read or write the table.",
            .instead = "Add the column alone, then the constraint NOT VALID, commit, and run "
                       "VALIDATE CONSTRAINT, which lets reads and writes through.",
            .fine = "The table was made by the same deploy, or the column has no constraint.",
            .source = "Generated Columns; measured on 18",
        },
    .check = check,
};

}  // namespace pgstage::rules
