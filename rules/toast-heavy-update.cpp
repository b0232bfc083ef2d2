#include <algorithm>
#include <array>
#include <string_view>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool may_be_long(const catalog::Type& type) {
  constexpr auto kLong = std::to_array<std::string_view>({"bytea", "json", "jsonb", "text", "xml"});
  return type.array || (type.name.schema == "pg_catalog" &&
                        std::find(kLong.begin(), kLong.end(), type.name.name) != kLong.end());
}

void check(const sql::Query& query, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (query.verb != sql::Query::Verb::Update) return;
  const auto name = context.before.resolve(query.target);
  const auto* table = context.before.catalog().relation(name);
  if (table == nullptr || !context.live(name) || lint::bounds_rows(query.where, table)) return;
  for (const auto assigned : query.assigned) {
    const auto* column = table->column(assigned);
    // A new column has no old value to leave behind.
    if (column == nullptr || column->created_in_batch || !may_be_long(column->type)) continue;
    out.add({.span = context.statement.span(),
             .message = "values of " + lint::column_words(name, assigned) +
                        " may be long, and are all stored anew",
             .grows_with = name});
    return;
  }
}

}  // namespace

extern const lint::Rule toast_heavy_update = {
    .info =
        {
            .id = "toast-heavy-update",
            .title = "an UPDATE writes long values anew",
            .severity = Severity::Notice,
            .category = lint::Category::Lock,
            .group = lint::Group::Design,
            .why = "A value of text, json, jsonb, xml or bytea that is assigned is stored again in "
                   "full, out of line where it is long, even when it is the same. The old one is "
                   "dead until the next vacuum, and all of it goes to the WAL.",
            .instead = "Change only the rows whose value becomes another one, in batches by key.",
            .fine = "The condition bounds the rows, the values are short, or the table is small, "
                    "temporary, or was made by the same deploy.",
            .source = "TOAST",
            .aliases = "migrationpilot:MP075",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
