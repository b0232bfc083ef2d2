#include "swap_index.hpp"

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "steps.hpp"

namespace pgstage::plan {
namespace {

std::string rename(const QualifiedName& from, const QualifiedName& to) {
  return fmt::format("ALTER INDEX {} RENAME TO {}", from.sql(), quote_ident(to.name));
}

}  // namespace

void swap_index(const Change& all, const Change& made, Draft& out) {
  const auto& create = std::get<sql::CreateIndex>(made.view);
  const auto table = made.before.resolve(create.table);
  const QualifiedName index{table.schema, std::string{create.name}};
  const QualifiedName fresh{table.schema, helper_name("pgstage_new", index.name)};
  const QualifiedName old{table.schema, helper_name("pgstage_old", index.name)};
  for (const auto& each : {index, fresh, old}) out.rely_on("index " + each.sql());
  const auto early = [&](Step step) {
    if (create.unique) {
      out.migrate(std::move(step));
    } else {
      out.expand(std::move(step));
    }
  };
  if (create.unique) {
    out.gate(PhaseName::Migrate, fmt::format("deploy code whose writes to {} keep the keys of "
                                             "index \"{}\" unique",
                                             table.sql(), index.name));
  }
  early(concurrent_step(
      all,
      {.title = fmt::format("Build index \"{}\" as it will be, while others write", index.name),
       .sql = {sql::concurrent_index(made.text, fresh.name, table.sql())},
       .undo = {"DROP INDEX CONCURRENTLY IF EXISTS " + fresh.sql()},
       .done = index_is_valid(fresh, table)}));
  early(metadata_step(
      all, {.title = fmt::format("Let the new index \"{}\" take over the name", index.name),
            .sql = {rename(index, old), rename(fresh, index)},
            .undo = {rename(index, fresh), rename(old, index)},
            .done = index_exists(old, table)}));
  out.gate(PhaseName::Contract,
           fmt::format("see that queries do well with index {} as it is now", index.sql()));
  out.contract(concurrent_step(
      all, {.title = fmt::format("Drop index \"{}\" as it was, while others work", index.sql()),
            .sql = {"DROP INDEX CONCURRENTLY IF EXISTS " + old.sql()},
            .undo = {},
            .done = index_absent(old)}));
}

}  // namespace pgstage::plan
