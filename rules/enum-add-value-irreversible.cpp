#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::AlterEnum& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (!alter.old_label.empty()) return;
  const auto name = context.before.resolve_new(alter.name);
  const auto* type = context.before.catalog().type(name);
  if (type != nullptr && type->created_in_batch) return;
  out.add({.span = context.statement.span(),
           .message = "label \"" + std::string{alter.new_label} + "\" of enum \"" + name.plain() +
                      "\" cannot be taken away again"});
}

}  // namespace

extern const lint::Rule enum_add_value_irreversible = {
    .info =
        {
            .id = "enum-add-value-irreversible",
            .title = "a label of an enum cannot be taken away again",
            .severity = Severity::Notice,
            .category = lint::Category::Compatibility,
            .group = lint::Group::Design,
            .why = "There is no way to drop a label, so the migration cannot be undone. Clients "
                   "that know only the old labels may fail when they read the new one.",
            .instead = "Deploy readers that take any label first. Where labels come and go, use a "
                       "lookup table with a foreign key.",
            .fine = "The enum was made by the same deploy.",
            .source = "ALTER TYPE; Enumerated Types",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
