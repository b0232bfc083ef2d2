#include <algorithm>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Whether queries that use the one can use the other: its plain columns come first there, too.
bool serves(const catalog::Index& old, const std::vector<std::string>& columns) {
  const bool plain =
      !old.partial && std::find(old.columns.begin(), old.columns.end(), "") == old.columns.end();
  return plain && old.columns.size() <= columns.size() &&
         std::equal(old.columns.begin(), old.columns.end(), columns.begin());
}

bool served_meanwhile(const catalog::Relation& table, const catalog::Index& old) {
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const auto& each) {
    return each.valid && !each.partial && each.method == old.method && serves(old, each.columns);
  });
}

void check(const sql::CreateIndex& create, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (create.where || effects.index_builds.empty()) return;
  const auto name = context.before.resolve(create.table);
  const auto dropped = context.past.dropped_indexes(name);
  const auto* table = context.before.catalog().relation(name);
  if (dropped.empty() || table == nullptr || !context.live(name) || lint::is_shut(context, name))
    return;
  std::vector<std::string> columns;
  for (const auto& key : create.keys) columns.emplace_back(key.column);
  const std::string_view method = create.method.empty() ? "btree" : create.method;
  for (const auto& old : dropped) {
    if (!old.valid || old.method != method || !serves(old, columns)) continue;
    if (served_meanwhile(*table, old)) continue;
    const bool unique = old.unique && create.unique;
    out.add({.span = context.statement.span(),
             .message = "index \"" + old.name + "\" is gone before this one is there: until then " +
                        (unique ? "nothing keeps duplicates out of " : "queries do without in ") +
                        lint::table_words(name) + ", or wait if one transaction does both",
             .grows_with = name});
    return;
  }
}

}  // namespace

extern const lint::Rule index_dropped_before_replacement = {
    .info =
        {
            .id = "index-dropped-before-replacement",
            .title = "an index is dropped before the one that replaces it is built",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .why = "From the drop until the new index is built, queries that used the old one read "
                   "the whole table, for as long as the build takes. If the index was unique, "
                   "duplicates may come in meanwhile, and then the build fails.",
            .instead = "Build the new index first, concurrently and under another name, and drop "
                       "the old one when it is valid. To rebuild an index as it is, use REINDEX "
                       "INDEX CONCURRENTLY.",
            .fine = "Another valid index begins with the same columns, the dropped one was not "
                    "valid, or one transaction keeps everybody out until both are done.",
            .source = "Routine Reindexing",
            .aliases = "migrationpilot:SQ003 online_migrations:replace_index "
                       "replace-index-drop-before-create",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
