// Build an index on a table that is in use, while others write.
#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "partitioned_index.hpp"
#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* create = std::get_if<sql::CreateIndex>(&change.view);
  if (create == nullptr || change.effects.index_builds.empty()) return false;
  return change.live(change.before.resolve(create->table));
}

/// The name that it has in the end, chosen by PostgreSQL where none is written.
std::string name_of(const Change& change, const sql::CreateIndex& create,
                    const QualifiedName& table) {
  if (!create.name.empty()) return std::string{create.name};
  return change.after.catalog().relation(table)->indexes.back().name;
}

Step build(const Change& change, const QualifiedName& table, const QualifiedName& index) {
  return concurrent_step(change,
                         {.title = fmt::format("Build index \"{}\" while others write", index.name),
                          .sql = {sql::concurrent_index(change.text, index.name, table.sql())},
                          .undo = {"DROP INDEX CONCURRENTLY IF EXISTS " + index.sql()},
                          .done = index_is_valid(index, table)});
}

Result<void> write(const Change& change, Draft& out) {
  const auto& create = std::get<sql::CreateIndex>(change.view);
  const auto table = change.before.resolve(create.table);
  const QualifiedName index{table.schema, name_of(change, create, table)};
  out.rely_on("index " + index.sql());
  const PhaseName phase = create.unique ? PhaseName::Migrate : PhaseName::Expand;
  if (create.unique) {
    out.gate(phase, fmt::format("deploy code whose writes to {} keep the keys of index \"{}\" "
                                "unique",
                                table.sql(), index.name));
  }
  if (has_partitions(change, table)) {
    const auto text = sql::index_text(change.text);
    return build_on_partitions(change,
                               {.table = table,
                                .name = index.name,
                                .unique = create.unique,
                                .definition = std::string{text.definition},
                                .phase = phase},
                               out);
  }
  Step step = build(change, table, index);
  if (create.unique) {
    out.migrate(std::move(step));
  } else {
    out.expand(std::move(step));
  }
  return {};
}

}  // namespace

extern const Recipe create_index = {.id = "create_index", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes
