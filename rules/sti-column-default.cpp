#include <array>
#include <string>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr auto kParameters =
    std::to_array<lint::Parameter>({{"column", "type", "the column that names the class"}});

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  const auto table = context.before.resolve(alter.name);
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (action.kind != sql::ActionKind::AddColumn || !action.column->default_value) continue;
    if (sql::is_null_constant(action.column->default_value) || !context.live(table)) continue;
    if (action.name != context.parameter("sti-column-default", "column")) continue;
    out.add({.span = context.span_of_action(i),
             .message = "new " + lint::column_words(table, action.name) +
                        " has a default, which running code may take for the name of a class"});
  }
}

}  // namespace

extern const lint::Rule sti_column_default = {
    .info =
        {
            .id = "sti-column-default",
            .title = "a column that a framework reads as a class name gets a default",
            .severity = Severity::Notice,
            .category = lint::Category::Compatibility,
            .group = lint::Group::Policy,
            .why = "Rails takes a column named \"type\" for the class of the row. Once it is there "
                   "with a default, running code looks for a class of that name, and fails where "
                   "it has none.",
            .instead = "Name the column otherwise, or deploy the classes, or code that turns "
                       "inheritance_column off, before the column.",
            .fine = "The framework gives the name no meaning, or the table was made by the same "
                    "deploy.",
            .source = "Active Record, Single Table Inheritance",
            .aliases = "online_migrations:add_inheritance_column",
            .parameters = kParameters,
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
