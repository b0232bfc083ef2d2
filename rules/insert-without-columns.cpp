#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::Query& query, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (query.verb != sql::Query::Verb::Insert) return;
  if (!query.inserted.empty() || query.default_values) return;
  const auto table = context.before.resolve(query.target);
  const auto* found = context.before.catalog().relation(table);
  if (found != nullptr && found->persistence == Persistence::Temporary) return;
  out.add(
      {.span = context.statement.span(),
       .message = "this INSERT counts on the order of the columns of " + lint::table_words(table)});
}

}  // namespace

extern const lint::Rule insert_without_columns = {
    .info =
        {
            .id = "insert-without-columns",
            .title = "an INSERT does not say which columns it fills",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Style,
            .why = "The values go to the columns in their order in the table, which differs "
                   "between databases whose columns were added in another order, and changes with "
                   "the next column that is dropped.",
            .instead = "List the columns.",
            .fine = "The table is temporary, or the INSERT has only DEFAULT VALUES.",
            .source = "INSERT",
            .aliases = "bytebase:STATEMENT_INSERT_MUST_SPECIFY_COLUMN pgrubic:GN033 insert-style",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
