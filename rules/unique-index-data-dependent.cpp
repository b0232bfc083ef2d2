#include <algorithm>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

using Names = std::vector<std::string>;

/// Keys of the index; an empty one for an expression.
Names keys_of(const lint::Context& context, const effects::IndexBuild& build) {
  Names out;
  if (const auto* create = std::get_if<sql::CreateIndex>(&context.view)) {
    for (const auto& key : create->keys) out.emplace_back(key.column);
    return out;
  }
  const auto* action = lint::action_of(context, build.action);
  if (action == nullptr) return out;
  if (action->constraint) {
    const auto& columns = action->constraint->columns;
    out.assign(columns.begin(), columns.end());
  } else if (action->kind == sql::ActionKind::AddColumn) {
    out.emplace_back(action->name);
  }
  return out;
}

bool is_new_and_null(const lint::Context& context, const QualifiedName& table,
                     const effects::IndexBuild& build, const std::string& column) {
  const auto* relation = context.before.catalog().relation(table);
  const auto* found = relation == nullptr ? nullptr : relation->column(column);
  if (found != nullptr) return found->created_in_batch && !found->default_value;
  const auto* action = lint::action_of(context, build.action);
  return action != nullptr && action->column && !action->column->default_value;
}

bool is_unique_already(const lint::Context& context, const QualifiedName& table,
                       const Names& keys) {
  const auto* relation = context.before.catalog().relation(table);
  if (relation == nullptr) return false;
  return std::any_of(relation->indexes.begin(), relation->indexes.end(), [&](const auto& index) {
    return index.unique && index.valid && !index.partial &&
           std::all_of(index.columns.begin(), index.columns.end(), [&](const auto& column) {
             return !column.empty() && std::find(keys.begin(), keys.end(), column) != keys.end();
           });
  });
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  for (const auto& build : effects.index_builds) {
    if (!build.unique || build.why != effects::Why::BuildIndex) continue;
    if (!context.live(build.table)) continue;
    const auto keys = keys_of(context, build);
    const bool safe = keys.empty() || is_unique_already(context, build.table, keys) ||
                      std::any_of(keys.begin(), keys.end(), [&](const auto& key) {
                        return is_new_and_null(context, build.table, build, key);
                      });
    if (safe) continue;
    out.add({.span = context.span_of_action(build.action),
             .message = "unique index \"" + build.index.name + "\" fails if " +
                        lint::table_words(build.table) + " has duplicates"});
    return;
  }
}

}  // namespace

extern const lint::Rule unique_index_data_dependent = {
    .info =
        {
            .id = "unique-index-data-dependent",
            .title = "whether a unique index can be built depends on the rows",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .group = lint::Group::Policy,
            .why = "If two rows have the same key, the build fails: after it has read the whole "
                   "table, and, when it was concurrent, with an invalid index left behind. On a "
                   "copy without those rows it passes.",
            .instead = "Look for duplicates first, with GROUP BY and HAVING count(*) > 1; deploy "
                       "code that writes none; then build the index, concurrently.",
            .fine = "The columns are unique by another valid index already, one of them is new and "
                    "NULL everywhere, or the table was made by the same deploy.",
            .source = "CREATE INDEX, UNIQUE; Building Indexes Concurrently",
            .aliases = "atlas:MF101 atlas:MF102 bytebase:SCHEMA_BACKWARD_COMPATIBILITY "
                       "django-migration-linter:ADD_UNIQUE",
        },
    .check = check,
};

}  // namespace pgstage::rules
