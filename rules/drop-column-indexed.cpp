#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Whether an index without the column serves whoever used the other keys of this one.
bool is_replaced(const catalog::Relation& table, const catalog::Index& gone,
                 const std::string& column) {
  std::vector<std::string> keys;
  for (const auto& key : gone.columns) {
    if (key.empty()) return false;
    if (key != column) keys.push_back(key);
  }
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const auto& each) {
    if (each.mentions.contains(column) || !each.valid || each.partial) return false;
    const bool serves = each.columns.size() >= keys.size() &&
                        std::equal(keys.begin(), keys.end(), each.columns.begin());
    return serves && (!gone.unique || (each.unique && each.columns.size() == keys.size()));
  });
}

/// The deploy goes on to make one over all other columns that are left, and, it may be, the heir of
/// this one.
lint::Unless unless_made_anew(const catalog::Relation& table, const catalog::Index& gone,
                              const std::string& column) {
  std::set<std::string> old;
  for (const auto& index : table.indexes) {
    if (index.name != gone.name) old.insert(index.name);
  }
  const auto made = [name = table.name, gone, column, old](const catalog::Replay& then) {
    const auto* found = then.catalog().relation(name);
    if (found == nullptr) return true;
    return std::any_of(found->indexes.begin(), found->indexes.end(), [&](const auto& each) {
      if (old.contains(each.name) || !each.valid || (gone.unique && !each.unique)) return false;
      return std::all_of(gone.columns.begin(), gone.columns.end(), [&](const auto& key) {
        const bool left = key != column && found->column(key) != nullptr;
        return !left || std::count(each.columns.begin(), each.columns.end(), key) > 0;
      });
    });
  };
  return {lint::Unless::Until::Deploy, made};
}

std::string_view kind_of(const catalog::Relation& table, const catalog::Index& index) {
  const auto* constraint = table.constraint(index.constraint);
  if (constraint != nullptr && constraint->kind == ConstraintKind::PrimaryKey) return "primary key";
  return index.unique ? "unique index" : "index";
}

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  const auto table = context.before.resolve(alter.name);
  const auto* found = context.before.catalog().relation(table);
  if (found == nullptr) return;
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (action.kind != sql::ActionKind::DropColumn) continue;
    const std::string column{action.name};
    if (!context.live(table, column)) continue;
    for (const auto& index : found->indexes) {
      const bool goes = index.mentions.contains(column) && index.mentions.size() > 1;
      if (!goes || !index.valid || is_replaced(*found, index, column)) continue;
      out.add({.span = context.span_of_action(i),
               .message = std::string{kind_of(*found, index)} + " \"" + index.name +
                          "\" goes with " + lint::column_words(table, column) +
                          ", though it is over other columns, too",
               .unless = unless_made_anew(*found, index, column)});
    }
  }
}

}  // namespace

extern const lint::Rule drop_column_indexed = {
    .info =
        {
            .id = "drop-column-indexed",
            .title = "an index over several columns goes with one of them",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .why = "DROP COLUMN drops every index that names the column, also in INCLUDE or WHERE "
                   "and among others, without a word. Queries over the other columns lose it at "
                   "once; a unique index or a key over several columns takes its guarantee along.",
            .instead = "Build an index over the other columns CONCURRENTLY before, drop the old "
                       "one CONCURRENTLY, and then the column.",
            .fine =
                "The index is over this column alone, another index serves the other columns, or "
                "the deploy makes one; the table was made by the same deploy.",
            .source = "ALTER TABLE, DROP COLUMN; measured on 11 to 18",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
