#include <algorithm>
#include <set>

#include "pgstage/lint/foreign_keys.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

using Names = std::vector<std::string>;

/// The first columns of some index are those of the key, in whatever order.
bool has_index(const catalog::Relation& table, const Names& columns) {
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const auto& index) {
    return index.valid && index.columns.size() >= columns.size() &&
           std::is_permutation(columns.begin(), columns.end(), index.columns.begin());
  });
}

/// The deploy may bring the index later.
lint::Unless unless_indexed(const QualifiedName& name, Names columns) {
  return {lint::Unless::Until::Deploy,
          [name, columns = std::move(columns)](const catalog::Replay& then) {
            const auto* table = then.catalog().relation(name);
            return table == nullptr || has_index(*table, columns);
          }};
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& key : lint::added_foreign_keys(context)) {
    const auto* table = context.before.catalog().relation(key.table);
    if (!key.in_create && (table == nullptr || !table->known)) continue;
    Names columns;
    std::string list;
    for (const auto& column : key.columns) {
      columns.push_back(column.name);
      list += (list.empty() ? "\"" : ", \"") + column.name + "\"";
    }
    if (columns.empty() || (table != nullptr && has_index(*table, columns))) continue;
    out.add({.span = key.span,
             .message = "no index of " + lint::table_words(key.table) + " begins with " + list +
                        ", so a delete in " + lint::table_words(key.referenced) +
                        " reads all of it",
             .unless = unless_indexed(key.table, columns)});
  }
}

}  // namespace

extern const lint::Rule foreign_key_without_index = {
    .info =
        {
            .id = "foreign-key-without-index",
            .title = "the columns of a foreign key have no index",
            .severity = Severity::Warning,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "PostgreSQL indexes the referenced columns, not the referencing ones. Each row "
                   "that is deleted, or whose key is changed, in the referenced table makes it "
                   "look for rows that point there, which without an index reads the whole table.",
            .instead = "Create an index whose first columns are those of the key; on a table in "
                       "use, concurrently and before the key.",
            .fine = "The same deploy creates the index, or rows of the referenced table are never "
                    "deleted and keep their key.",
            .source = "Constraints, Foreign Keys",
            .aliases = "eugene:E15 migrationpilot:MP016 pgfence:fk-missing-index "
                       "splinter:unindexed-foreign-keys",
        },
    .check = check,
};

}  // namespace pgstage::rules
