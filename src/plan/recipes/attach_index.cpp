// Make an index part of the index of a partitioned table. There is no way to detach it again: it is
// undone with the index that it became part of, when that is as new as the plan.
#include "partitioned_index.hpp"
#include "recipe.hpp"

namespace pgstage::plan::recipes {
namespace {

struct Ends {
  const catalog::Relation* parent_table = nullptr;
  const catalog::Index* parent = nullptr;
  const catalog::Relation* table = nullptr;
  const catalog::Index* index = nullptr;
};

Ends ends_of(const Change& change, const sql::AlterTable& alter) {
  const auto& catalog = change.before.catalog();
  const auto parent = change.before.resolve_index(alter.name);
  const auto index = change.before.resolve_index(alter.actions.front().other);
  Ends out{.parent_table = catalog.table_of_index(parent), .table = catalog.table_of_index(index)};
  if (out.parent_table != nullptr) out.parent = out.parent_table->index(parent.name);
  if (out.table != nullptr) out.index = out.table->index(index.name);
  return out;
}

bool fits(const Change& change) {
  const auto* alter = std::get_if<sql::AlterTable>(&change.view);
  if (alter == nullptr || alter->object != sql::ObjectKind::Index) return false;
  if (alter->actions.front().kind != sql::ActionKind::AttachPartition) return false;
  const Ends ends = ends_of(change, *alter);
  return ends.parent != nullptr && ends.index != nullptr && change.live(ends.table->name);
}

bool is_new(const Change& change, const catalog::Relation& table, const catalog::Index& index) {
  const QualifiedName name{table.name.schema, index.name};
  return change.batch.made.contains(name.sql());
}

Result<void> write(const Change& change, Draft& out) {
  const Ends ends = ends_of(change, std::get<sql::AlterTable>(change.view));
  if (ends.index->parent == ends.parent->name) return {};
  const bool kept = !is_new(change, *ends.table, *ends.index);
  Step step = attach_index_step(change, {.parent_table = ends.parent_table->name,
                                         .parent = ends.parent->name,
                                         .key = !ends.parent->constraint.empty(),
                                         .table = ends.table->name,
                                         .index = ends.index->name,
                                         .kept = kept ? ends.index : nullptr});
  const bool undoable = is_new(change, *ends.parent_table, *ends.parent) &&
                        (!kept || can_be_built_again(*ends.table, *ends.index));
  if (!undoable) {
    step.undo.clear();
    step.undo_transaction = true;
    out.contract_for_good(std::move(step));
  } else if (ends.parent->unique) {
    out.migrate(std::move(step));
  } else {
    out.expand(std::move(step));
  }
  return {};
}

}  // namespace

extern const Recipe attach_index = {.id = "attach_index", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes
