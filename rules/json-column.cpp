#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& column : lint::new_columns(context)) {
    if (!lint::is_builtin(column.type, "json")) continue;
    out.add({.span = column.span,
             .message = lint::column_words(column.table, column.name) +
                        " is json, which has no equality: DISTINCT and GROUP BY over it fail"});
  }
}

}  // namespace

extern const lint::Rule json_column = {
    .info =
        {
            .id = "json-column",
            .title = "a column of type json",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "json has no equality operator, so that DISTINCT, GROUP BY, UNION and most "
                   "indexes over the column fail. Its values are parsed anew for every access.",
            .instead = "Use jsonb.",
            .fine = "The text is to be kept letter by letter, and the column is never compared, "
                    "sorted or indexed.",
            .source = "JSON Types",
            .aliases = "add-column-json diesel-guard:AddJsonColumn eugene:E3 "
                       "excellent_migrations:json_column_added online_migrations:add_column_json "
                       "pgfence:add-column-json pgrubic:TP008 postgres-language-server:preferJsonb "
                       "strong_migrations:add_column_json",
        },
    .check = check,
};

}  // namespace pgstage::rules
