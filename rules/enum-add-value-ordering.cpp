#include <optional>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::AlterEnum& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (!alter.old_label.empty() || alter.placed) return;
  const auto name = context.before.resolve_new(alter.name);
  const auto* type = context.before.catalog().type(name);
  std::optional<std::string> rewrite;
  if (type != nullptr && !type->labels.empty()) {
    rewrite = std::string{context.script.text(context.statement.span())} + " AFTER " +
              quote_literal(type->labels.back());
  }
  out.add({.span = context.statement.span(),
           .message = "nothing says where label \"" + std::string{alter.new_label} +
                      "\" stands among those of enum \"" + name.plain() + "\"",
           .rewrite = rewrite});
}

}  // namespace

extern const lint::Rule enum_add_value_ordering = {
    .info =
        {
            .id = "enum-add-value-ordering",
            .title = "a label is added without saying where it stands",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Style,
            .why = "The order of labels is the order in which rows sort and compare. Without "
                   "BEFORE or AFTER the new label comes last, which may be right by chance only.",
            .instead = "Say BEFORE or AFTER which label it stands.",
            .fine = "Nobody sorts or compares by the enum.",
            .source = "ALTER TYPE, ADD VALUE",
            .aliases = "pgfence:alter-enum-no-ordering squawk:require-enum-value-ordering",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
