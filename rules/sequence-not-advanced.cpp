#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool is_unique(const catalog::Relation& table, const std::string& column) {
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const auto& index) {
    return index.unique && index.columns.size() == 1 && index.columns[0] == column;
  });
}

/// Where the column stands in the rows that are inserted; nothing: it gets its default.
std::optional<std::size_t> position(const sql::Query& query, const catalog::Relation& table,
                                    const std::string& column) {
  if (!query.inserted.empty()) {
    const auto found = std::find(query.inserted.begin(), query.inserted.end(), column);
    if (found == query.inserted.end()) return std::nullopt;
    return static_cast<std::size_t>(found - query.inserted.begin());
  }
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].name == column) return i;
  }
  return std::nullopt;
}

bool gives_value(const sql::Query& query, const catalog::Relation& table,
                 const std::string& column) {
  const auto at = position(query, table, column);
  if (!at) return false;
  // OVERRIDING USER VALUE asks for the default, and is what copies of rows are made with.
  if (query.has_source) return !query.inserted.empty() && !query.overriding;
  return std::any_of(query.rows.begin(), query.rows.end(),
                     [&](const auto& row) { return *at < row.size() && !row[*at].empty(); });
}

/// The statement up to its values.
std::string_view head(std::string_view insert, bool lists_columns) {
  const auto first = insert.find('(');
  if (!lists_columns || first == insert.npos) return insert.substr(0, first);
  return insert.substr(0, insert.find('(', first + 1));
}

/// It goes on with what the statement before it began, where it was told.
bool goes_on(const lint::Context& context, const sql::Query& query) {
  const auto& all = context.script.statements();
  const auto at = context.statement.span().offset;
  const auto here = std::lower_bound(
      all.begin(), all.end(), at,
      [](const auto& each, std::size_t offset) { return each.span().offset < offset; });
  if (here == all.begin() || here == all.end() || query.has_source) return false;
  const bool lists = !query.inserted.empty();
  return head(context.script.text(std::prev(here)->span()), lists) ==
         head(context.script.text(context.statement.span()), lists);
}

lint::Unless unless_set(QualifiedName sequence) {
  const auto is_set = [sequence = std::move(sequence)](const catalog::Replay& then) {
    const auto* found = then.catalog().relation(sequence);
    return found == nullptr || found->set_in_batch;
  };
  return {lint::Unless::Until::Deploy, is_set};
}

void check(const sql::Query& query, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (query.verb != sql::Query::Verb::Insert || effects.fails) return;
  const auto& catalog = context.before.catalog();
  const auto name = context.before.resolve(query.target);
  const auto* table = catalog.relation(name);
  if (table == nullptr || !table->known || table->persistence == Persistence::Temporary) return;
  if (goes_on(context, query)) return;
  for (const auto& owned : catalog.owned_sequences(name)) {
    const auto& column = catalog.relation(owned)->owner_column;
    if (!is_unique(*table, column) || !gives_value(query, *table, column)) continue;
    const auto setval = "SELECT setval(" + quote_literal(owned.sql()) + ", (SELECT max(" +
                        quote_ident(column) + ") FROM " + name.sql() + "))";
    out.add({.span = context.statement.span(),
             .message = "explicit values of " + lint::column_words(name, column) +
                        " leave sequence \"" + owned.plain() + "\" behind",
             .rewrite = std::string{context.script.text(context.statement.span())} + ";\n" + setval,
             .unless = unless_set(owned)});
  }
}

}  // namespace

extern const lint::Rule sequence_not_advanced = {
    .info =
        {
            .id = "sequence-not-advanced",
            .title = "rows with explicit keys leave their sequence behind",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .why = "A value that an INSERT gives to a serial or identity column does not advance "
                   "the sequence behind it. Later, when the sequence comes to that value, the "
                   "INSERT of the application fails with a duplicate key, once for each such row.",
            .instead = "Call setval() after the INSERT, or leave the column out and refer to the "
                       "rows by something else.",
            .fine = "The deploy calls setval() or RESTART, the sequence starts above the values, "
                    "or the column is not unique.",
            .source = "Sequence Manipulation Functions",
            .aliases = "migrationpilot:MP059",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
