#include <algorithm>
#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr lint::Parameter kParameters[] = {
    {.name = "allowed", .value = "C POSIX default", .says = "collations that may be used"},
};

bool is_allowed(std::string_view allowed, std::string_view collation) {
  for (auto rest = allowed; !rest.empty();) {
    const auto space = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, space) == collation) return true;
    rest.remove_prefix(std::min(space + 1, rest.size()));
  }
  return false;
}

void look(const lint::Context& context, const sql::Name& collation, std::string_view column,
          Span span, lint::Findings& out) {
  const auto allowed = context.parameter("disallowed-collation", "allowed");
  if (collation.name.empty() || is_allowed(allowed, collation.name)) return;
  out.add({.span = span,
           .message = "column \"" + std::string{column} + "\" has collation \"" +
                      std::string{collation.name} + "\""});
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  if (const auto* create = std::get_if<sql::CreateTable>(&context.view)) {
    for (const auto& column : create->columns) {
      look(context, column.collation, column.name, context.statement.span(), out);
    }
  }
  const auto* alter = std::get_if<sql::AlterTable>(&context.view);
  if (alter == nullptr) return;
  for (std::size_t i = 0; i < alter->actions.size(); ++i) {
    const auto& action = alter->actions[i];
    const auto& collation = action.column ? action.column->collation : action.collation;
    if (collation.name.empty()) continue;
    look(context, collation, action.name, context.span_of_action(i), out);
  }
}

}  // namespace

extern const lint::Rule disallowed_collation = {
    .info =
        {
            .id = "disallowed-collation",
            .title = "a column sorts by a collation that is not agreed on",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why = "Columns with different collations cannot be compared without saying which one "
                   "counts, indexes serve only one of them, and the order that the operating "
                   "system gives changes with its updates.",
            .instead = "Leave COLLATE out, or use one of the agreed collations.",
            .fine = "The collation is one of those that were agreed on (parameter allowed).",
            .source = "Collation Support",
            .aliases =
                "bytebase:SYSTEM_COLLATION_ALLOWLIST pgrubic:GN003 encoding-collation-policy",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules
