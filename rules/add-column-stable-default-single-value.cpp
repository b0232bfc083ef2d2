#include <utility>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Whether every row gets the one value that a STABLE default has for the moment.
bool is_single_value(const lint::Context& context, const sql::AlterAction& action) {
  if (action.kind != sql::ActionKind::AddColumn || !action.column->default_value) return false;
  if (action.column->generated != Generated::None) return false;
  const auto facts = sql::facts(action.column->default_value);
  const auto volatility = catalog::volatility_of(facts, context.before.catalog());
  return volatility.certain && volatility.volatility == Volatility::Stable &&
         volatility.at_best == Volatility::Stable;
}

/// Each such column without its default, which new rows alone get.
std::optional<std::string> for_new_rows(const lint::Context& context,
                                        const sql::AlterTable& alter) {
  auto texts = lint::action_texts(context);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!is_single_value(context, alter.actions[i])) continue;
    auto text = lint::column_for_new_rows(context, alter.actions[i]);
    if (!text || alter.actions[i].column->not_null) return std::nullopt;
    texts[i] = std::move(*text);
  }
  return lint::with_actions(context, texts);
}

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  const auto table = context.before.resolve(alter.name);
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (!is_single_value(context, action) || !context.live(table)) continue;
    out.add({.span = context.span_of_action(i),
             .message = "all existing rows get one value in new " +
                        lint::column_words(table, action.name) + ", that of the migration",
             .rewrite = for_new_rows(context, alter)});
  }
}

}  // namespace

extern const lint::Rule add_column_stable_default_single_value = {
    .info =
        {
            .id = "add-column-stable-default-single-value",
            .title = "all existing rows get the moment of the migration",
            .severity = Severity::Notice,
            .category = lint::Category::Correctness,
            .group = lint::Group::Design,
            .why = "A STABLE default, such as now(), is computed once when the column is added, "
                   "and every existing row has that one value from then on. It looks like a fact "
                   "of each row, and is none.",
            .instead = "Add the column without the default, set the default in the same statement "
                       "for new rows, and fill the old rows in batches with what is true of them.",
            .fine = "The moment of the migration is what is meant; the default is a constant, or "
                    "the table was made by the same deploy.",
            .source = "ALTER TABLE, Notes; measured on 11 to 18",
            .aliases = "migrationpilot:MP003",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
