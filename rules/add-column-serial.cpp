#include <string>
#include <vector>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

using Rewrites = std::vector<lint::Touched>;

/// Each column, its sequence, and the numbers for new rows; nothing where more hangs on one.
std::optional<std::string> for_new_rows(const lint::Context& context, const Rewrites& rewrites) {
  auto texts = lint::action_texts(context);
  std::vector<std::string> steps{std::string{}};
  for (const auto& [table, column, action] : rewrites) {
    const auto& adds = *lint::action_of(context, action);
    if (!adds.column->constraints.empty()) return std::nullopt;
    const auto type = catalog::resolve_type(adds.column->type, context.before.catalog());
    const QualifiedName sequence{table.schema, lint::name_for(table.name + "_" + column, "seq")};
    const auto name = quote_ident(column);
    texts[action] = lint::bare_column(context, adds);
    steps.push_back("CREATE SEQUENCE " + sequence.sql() + " AS " + catalog::to_string(type) +
                    " OWNED BY " + table.sql() + "." + name);
    steps.push_back("ALTER TABLE " + table.sql() + " ALTER COLUMN " + name +
                    " SET DEFAULT nextval(" + quote_literal(sequence.sql()) + ")");
  }
  steps.front() = lint::with_actions(context, texts);
  return lint::in_order(steps);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  auto rewrites = lint::rewrites_by_action(effects, context, effects::Why::Identity);
  std::erase_if(rewrites, [&](const auto& each) {
    const auto* action = lint::action_of(context, each.action);
    return action == nullptr || !action->column || !lint::is_serial(action->column->type);
  });
  for (const auto& rewrite : rewrites) {
    out.add({.span = context.span_of_action(rewrite.action),
             .message = "new serial " + lint::column_words(rewrite.table, rewrite.object) +
                        " rewrites the table while reads and writes are blocked",
             .rewrite = for_new_rows(context, rewrites),
             .grows_with = rewrite.table});
  }
}

}  // namespace

extern const lint::Rule add_column_serial = {
    .info =
        {
            .id = "add-column-serial",
            .title = "a new serial column rewrites the table",
            .severity = Severity::Error,
            .category = lint::Category::Rewrite,
            .why = "A serial column gives every existing row its number at once, so ADD COLUMN "
                   "writes the table and its indexes anew under ACCESS EXCLUSIVE. Nobody can read "
                   "or write the table until it is done.",
            .instead = "Add an integer column that may be NULL, make a sequence that it owns, set "
                       "nextval() as its default, fill the existing rows in batches, and make it "
                       "NOT NULL by way of a validated check.",
            .fine = "The table was made by the same deploy.",
            .source = "Numeric Types, Serial Types; measured on 11 to 18",
            .aliases =
                "diesel-guard:AddSerialColumn eugene:E11 migrationpilot:MP015 "
                "pgfence:add-column-serial pgrubic:US004 postgres-language-server:addSerialColumn "
                "squawk:adding-serial-primary-key-field "
                "strong_migrations:add_column_auto_incrementing",
        },
    .check = check,
};

}  // namespace pgstage::rules
