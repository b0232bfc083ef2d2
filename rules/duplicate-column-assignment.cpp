#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// The first name that comes twice; empty for none.
std::string_view repeated(const std::vector<std::string_view>& names) {
  std::set<std::string_view> seen;
  for (const auto name : names) {
    if (!seen.insert(name).second) return name;
  }
  return {};
}

void check(const sql::Query& query, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (query.verb == sql::Query::Verb::Select) return;
  if (query.assigns_parts) return;
  auto column = repeated(query.inserted);
  if (column.empty()) column = repeated(query.assigned);
  if (column.empty()) column = repeated(query.resolved);
  if (column.empty()) return;
  out.add(
      {.span = context.statement.span(),
       .message = "column \"" + std::string{column} + "\" is assigned twice, which is refused"});
}

}  // namespace

extern const lint::Rule duplicate_column_assignment = {
    .info =
        {
            .id = "duplicate-column-assignment",
            .title = "a column is assigned twice in one statement",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "The server refuses a column that SET assigns twice, or that an INSERT lists "
                   "twice, so the migration fails.",
            .instead = "Assign it once.",
            .fine = "Different parts of one column are assigned: elements of an array, or fields "
                    "of a composite type.",
            .source = "UPDATE; INSERT; measured on 15",
            .aliases = "squawk:ban-duplicate-column-assignments",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
