#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr lint::Parameter kParameters[] = {
    {.name = "rows", .value = "1000", .says = "how many rows one INSERT may have"},
};

void check(const sql::Query& query, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (query.rows.size() <= context.number("large-insert", "rows")) return;
  out.add({.span = context.statement.span(),
           .message = "this INSERT has " + std::to_string(query.rows.size()) + " rows for " +
                      lint::table_words(context.before.resolve(query.target))});
}

}  // namespace

extern const lint::Rule large_insert = {
    .info =
        {
            .id = "large-insert",
            .title = "an INSERT has more rows than agreed on",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why = "So many rows in one statement are hard to review, slow to parse, and locked "
                   "until all of them are there.",
            .instead =
                "Load the rows with COPY, or in several statements, each in its own transaction.",
            .fine = "The number of rows is within the limit (parameter rows).",
            .source = "Populating a Database",
            .aliases = "bytebase:STATEMENT_INSERT_ROW_LIMIT insert-style",
            .parameters = kParameters,
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
