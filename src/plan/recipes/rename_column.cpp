// Rename a column that running code uses: a column with the new name is kept in step with the old
// one by a trigger, until nobody uses the old name. Where a column cannot be doubled, because it is
// a key or a trigger looks at it, a view with both names stands in front of the table for the
// while.
#include <fmt/format.h>

#include "pgstage/catalog/tree.hpp"
#include "pgstage/model/names.hpp"

#include "recipe.hpp"
#include "replace_column.hpp"
#include "replaceable.hpp"
#include "shim.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

/// ALTER TABLE takes views, too. What is not known is taken for a table.
bool may_be_table(const catalog::Relation* relation) {
  return relation == nullptr || relation->kind == catalog::RelationKind::Table ||
         relation->kind == catalog::RelationKind::PartitionedTable;
}

bool fits(const Change& change) {
  const auto* rename = std::get_if<sql::Rename>(&change.view);
  if (rename == nullptr || rename->object != sql::ObjectKind::Column) return false;
  if (rename->relation_object != sql::ObjectKind::Table) return false;
  const auto table = change.before.resolve(rename->name);
  return change.live(table) && may_be_table(change.relation(table)) &&
         !change.is_new_column(table, rename->part);
}

void ask_for_new_name(const QualifiedName& table, const sql::Rename& rename,
                      std::vector<GateCheck> checks, Draft& out) {
  out.gate(PhaseName::Contract,
           fmt::format("deploy code that uses {} instead of {}",
                       column_object(table, rename.new_name), column_object(table, rename.part)),
           std::move(checks));
}

Result<void> put_view_in_front(const Change& change, const QualifiedName& table,
                               const sql::Rename& rename, Draft& out) {
  const auto* relation = change.relation(table);
  if (auto refused = refuse_view_in_front(change, relation); !refused) return refused;
  const QualifiedName base{table.schema, helper_name("pgstage_base", table.name)};
  const std::string from = quote_ident(rename.part);
  const std::string to = quote_ident(rename.new_name);
  std::vector<std::string> sql = {
      fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", table.sql(), from, to),
      fmt::format("ALTER TABLE {} RENAME TO {}", table.sql(), quote_ident(base.name))};
  const std::vector<Alias> both{{std::string{rename.new_name}, std::string{rename.part}}};
  for (auto& statement : put_view(change, table, base, both)) sql.push_back(statement);
  const std::string drop_view = "DROP VIEW " + table.sql();
  const std::string name_back =
      fmt::format("ALTER TABLE {} RENAME TO {}", base.sql(), quote_ident(table.name));
  out.rely_on(base.sql());
  out.hide(table);
  for (const auto& part : catalog::descendants(change.before.catalog(), table)) {
    out.accept("old names in " + part.sql());
  }
  out.expand(metadata_step(
      change,
      {.title = fmt::format("Rename the column and put a view with both names in front of {}",
                            table.sql()),
       .sql = std::move(sql),
       .undo = {drop_view, name_back,
                fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", table.sql(), to, from)},
       .done = relation_exists(base, relation->kind)}));
  out.contract(
      metadata_step(change, {.title = fmt::format("Take the view away from {}", table.sql()),
                             .sql = {drop_view, name_back},
                             .undo = {},
                             .done = relation_exists(table, relation->kind)}));
  return {};
}

Result<void> write(const Change& change, Draft& out) {
  const auto& rename = std::get<sql::Rename>(change.view);
  const auto table = change.before.resolve(rename.name);
  const std::string from{rename.part};
  const std::string to{rename.new_name};
  const auto* relation = change.relation(table);
  if (relation == nullptr || relation->column(from) == nullptr) {
    return input_error(
        fmt::format("the type of column \"{}\" is not known", column_object(table, from)),
        "Give the schema with --schema or --database-url.");
  }
  out.rely_on(column_object(table, from));
  out.rely_on(column_object(table, to));
  if (!why_not_replaceable(change, table, from).empty() ||
      !why_not_doubled(change, table, from).empty()) {
    ask_for_new_name(table, rename, {}, out);
    return put_view_in_front(change, table, rename, out);
  }
  const auto& column = *relation->column(from);
  Replacement replacement{.sync = {.number = change.number,
                                   .table = table,
                                   .old_column = from,
                                   .new_column = to,
                                   .old_type = column.type,
                                   .new_type = column.type},
                          .final_name = to,
                          .collation = column.collation};
  if (const auto& usual = column.default_value) {
    replacement.sync.counts_inserts = usual->volatility == Volatility::Immutable;
    replacement.sync.usual = usual->sql;
    // A NULL that code of now means is like none at all.
    if (!column.not_null) accept_later_use(change, table, out);
  }
  ask_for_new_name(table, rename, {old_name_rests(replacement.sync)}, out);
  return replace_column(change, replacement, out);
}

}  // namespace

extern const Recipe rename_column = {.id = "rename_column", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes
