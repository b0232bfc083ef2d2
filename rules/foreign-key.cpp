#include "pgstage/lint/foreign_keys.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& key : lint::added_foreign_keys(context)) {
    out.add({.span = key.span,
             .message = lint::table_words(key.table) + " gets a foreign key to " +
                        lint::table_words(key.referenced)});
  }
}

}  // namespace

extern const lint::Rule foreign_key = {
    .info =
        {
            .id = "foreign-key",
            .title = "a foreign key is added",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why = "A foreign key costs a look-up for each row that is written and ties the two "
                   "tables together: neither can be moved, split or locked alone.",
            .instead = "Where the organisation does without foreign keys, let the application or a "
                       "regular query look for rows that point nowhere.",
            .fine = "The organisation wants the database to keep references whole, as most do.",
            .source = "Constraints, Foreign Keys",
            .aliases = "bytebase:TABLE_NO_FOREIGN_KEY gitlab:PreventForeignKeyCreation "
                       "foreign-key-forbidden",
        },
    .check = check,
};

}  // namespace pgstage::rules
