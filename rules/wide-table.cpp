#include <algorithm>
#include <array>
#include <string>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr auto kParameters =
    std::to_array<lint::Parameter>({{"limit", "40", "the most columns that a table may have"}});

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  QualifiedName table;
  std::size_t columns = 0;
  if (const auto* create = std::get_if<sql::CreateTable>(&context.view)) {
    if (create->persistence == Persistence::Temporary) return;
    table = context.before.resolve_new(create->name);
    columns = create->columns.size();
  } else if (const auto* alter = std::get_if<sql::AlterTable>(&context.view)) {
    const auto added =
        std::count_if(alter->actions.begin(), alter->actions.end(),
                      [](const auto& each) { return each.kind == sql::ActionKind::AddColumn; });
    table = context.before.resolve(alter->name);
    const auto* found = context.before.catalog().relation(table);
    const bool counts = added > 0 && found != nullptr && found->known &&
                        found->persistence != Persistence::Temporary;
    if (!counts) return;
    columns = found->columns.size() + static_cast<std::size_t>(added);
  }
  if (columns == 0 || columns <= context.number("wide-table", "limit")) return;
  out.add({.span = context.statement.span(),
           .message = lint::table_words(table) + " has " + std::to_string(columns) +
                      " columns from now on"});
}

}  // namespace

extern const lint::Rule wide_table = {
    .info =
        {
            .id = "wide-table",
            .title = "a table gets too many columns",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why = "Every UPDATE writes the whole row anew, and every query that names no columns "
                   "reads it. A table that has something for everybody is written by everybody.",
            .instead = "Put what belongs together into a table of its own.",
            .fine = "The table stays within the limit, or is temporary.",
            .source = "MVCC; Limits",
            .aliases = "column-policy",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules
