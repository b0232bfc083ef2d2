#include "pgstage/lint/foreign_keys.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& key : lint::added_foreign_keys(context)) {
    if (key.definition->deferrable) continue;
    out.add({.span = key.span,
             .message = "the foreign key to " + lint::table_words(key.referenced) +
                        " is checked at the end of each statement, and cannot wait for the "
                        "transaction's"});
  }
}

}  // namespace

extern const lint::Rule foreign_key_not_deferrable = {
    .info =
        {
            .id = "foreign-key-not-deferrable",
            .title = "a foreign key is not DEFERRABLE",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why =
                "A key that is not DEFERRABLE is checked after each statement, so rows that point "
                "to each other, or come in another order, cannot be loaded in one transaction.",
            .instead = "Add DEFERRABLE, and INITIALLY DEFERRED where that is to be the rule.",
            .fine = "Rows always come in the order of the keys.",
            .source = "CREATE TABLE, DEFERRABLE; SET CONSTRAINTS",
            .aliases = "migrationpilot:MP074",
        },
    .check = check,
};

}  // namespace pgstage::rules
