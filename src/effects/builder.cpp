#include "builder.hpp"

#include <algorithm>

#include "pgstage/catalog/tree.hpp"

namespace pgstage::effects {
namespace {

std::string dotted(const QualifiedName& name, std::string_view part) {
  return part.empty() ? name.sql() : name.sql() + "." + quote_ident(part);
}

/// The system's own tables: always there, read by everybody, and no business of a migration.
bool is_system(const QualifiedName& name, const catalog::Catalog& catalog) {
  return name.schema == "pg_catalog" || name.schema == "information_schema" ||
         (name.name.starts_with("pg_") && catalog.relation(name) == nullptr);
}

bool same(const Scan& a, const Scan& b) { return a.table == b.table && a.why == b.why; }
/// One statement rewrites a table once, but each column that asks for it is named.
bool same(const Rewrite& a, const Rewrite& b) {
  return a.table == b.table && a.why == b.why && a.object == b.object;
}

template <class Item>
void add_once(std::vector<Item>& items, Item item) {
  const bool there =
      std::any_of(items.begin(), items.end(), [&](const Item& each) { return same(each, item); });
  if (!there) items.push_back(std::move(item));
}

}  // namespace

std::optional<LockMode> Effects::lock_on(const QualifiedName& relation) const {
  for (const auto& lock : locks) {
    if (lock.relation == relation) return lock.mode;
  }
  return std::nullopt;
}

bool Effects::rewrites_table(const QualifiedName& table) const {
  return std::any_of(rewrites.begin(), rewrites.end(),
                     [&](const auto& each) { return each.table == table; });
}

bool Effects::scans_table(const QualifiedName& table) const {
  return std::any_of(scans.begin(), scans.end(),
                     [&](const auto& each) { return each.table == table; });
}

QualifiedName Builder::existing(const sql::Name& name, bool if_exists) {
  const auto resolved = session_.resolve(name);
  const auto* found = relation(resolved);
  if (is_system(resolved, catalog())) return resolved;
  if (found == nullptr && catalog().complete() && !if_exists) {
    fail("42P01", "relation \"" + std::string{name.name} + "\" does not exist");
  }
  if (found == nullptr || !found->known) uncertain();
  return resolved;
}

QualifiedName Builder::existing(const sql::Name& name,
                                std::initializer_list<catalog::RelationKind> kinds) {
  const auto resolved = existing(name);
  const auto* found = relation(resolved);
  if (found == nullptr || !found->known) return resolved;
  if (std::find(kinds.begin(), kinds.end(), found->kind) == kinds.end()) {
    fail("42809", "\"" + resolved.name + "\" is not of the kind that this statement is for");
  }
  return resolved;
}

bool Builder::taken(const QualifiedName& name) {
  const auto* found = relation(name);
  const bool taken = found != nullptr || catalog().table_of_index(name) != nullptr;
  // What was only assumed to be there may be made by this very statement.
  if (found != nullptr && !found->known) {
    uncertain();
    return true;
  }
  if (taken) fail("42P07", "relation \"" + name.name + "\" already exists");
  return taken;
}

void Builder::type_taken(const QualifiedName& name) {
  if (catalog().type(name) == nullptr) return;
  fail("42710", "type \"" + name.name + "\" already exists");
}

const catalog::Column* Builder::column(const QualifiedName& name, std::string_view column) {
  const auto* table = relation(name);
  if (table == nullptr) return nullptr;
  const auto* found = table->column(column);
  if (found == nullptr && table->known && !table->columns.empty()) {
    fail("42703",
         "column \"" + std::string{column} + "\" of relation \"" + name.name + "\" does not exist");
  }
  return found;
}

void Builder::lock(const QualifiedName& relation, LockMode mode) {
  if (is_system(relation, catalog())) return;
  for (auto& lock : effects_.locks) {
    if (lock.relation != relation) continue;
    if (mode > lock.mode) lock = {relation, mode, action_, lock.apart};
    return;
  }
  effects_.locks.push_back({relation, mode, action_, false});
}

void Builder::lock_apart(const QualifiedName& partition, LockMode mode) {
  effects_.locks.push_back({partition, mode, action_, true});
}

void Builder::lock_tree(const QualifiedName& name, LockMode mode) {
  for (const auto& each : tree(name)) lock(each, mode);
}

void Builder::lock_index(const QualifiedName& index, LockMode mode) {
  for (auto& lock : effects_.index_locks) {
    if (lock.index != index) continue;
    lock.mode = std::max(lock.mode, mode);
    return;
  }
  effects_.index_locks.push_back({index, mode});
}

void Builder::lock_indexes_of(const QualifiedName& table, LockMode mode) {
  const auto* found = relation(table);
  if (found == nullptr) return;
  for (const auto& index : found->indexes) lock_index({table.schema, index.name}, mode);
}

void Builder::scan(const QualifiedName& table, Why why, std::string_view object) {
  for (const auto& leaf : leaves(table)) scan_one(leaf, why, object);
}

void Builder::scan_one(const QualifiedName& table, Why why, std::string_view object) {
  if (is_system(table, catalog())) return;
  add_once(effects_.scans, Scan{table, why, std::string{object}, action_});
}

void Builder::rewrite(const QualifiedName& table, Why why, std::string_view object) {
  for (const auto& leaf : leaves(table)) rewrite_one(leaf, why, object);
}

void Builder::rewrite_one(const QualifiedName& table, Why why, std::string_view object) {
  add_once(effects_.rewrites, Rewrite{table, why, std::string{object}, action_});
  scan_one(table, why, object);
  rebuild_indexes(table, why);
}

void Builder::rebuild_indexes(const QualifiedName& table, Why why) {
  lock_indexes_of(table, LockMode::AccessExclusive);
  const auto* found = relation(table);
  if (found == nullptr) return;
  for (const auto& index : found->indexes) {
    build_index({.index = {table.schema, index.name}, .table = table, .why = why});
  }
}

void Builder::lock_for_query(const QualifiedName& name, LockMode mode) {
  for (const auto& each : tree(name)) {
    lock(each, mode);
    lock_indexes_of(each, mode);
  }
}

void Builder::drop(const QualifiedName& name) {
  auto& drops = effects_.drops;
  if (std::find(drops.begin(), drops.end(), name) == drops.end()) drops.push_back(name);
}

void Builder::build_index(IndexBuild build) {
  const bool there = std::any_of(effects_.index_builds.begin(), effects_.index_builds.end(),
                                 [&](const auto& each) { return each.index == build.index; });
  build.action = action_;
  if (catalog().table_of_index(build.index) == nullptr) create(build.index);
  if (!there) effects_.index_builds.push_back(std::move(build));
}

void Builder::destroy(Destroyed::What what, const QualifiedName& relation, std::string_view part) {
  effects_.destroys.push_back({what, relation, std::string{part}, action_});
}

void Builder::breaks(Broken::What what, const QualifiedName& relation, std::string_view part) {
  effects_.breaks.push_back({what, relation, std::string{part}, action_});
}

void Builder::create(const QualifiedName& name, std::string_view part) {
  auto& creates = effects_.creates;
  auto created = dotted(name, part);
  if (std::find(creates.begin(), creates.end(), created) == creates.end()) {
    creates.push_back(std::move(created));
  }
}

void Builder::fail(std::string sqlstate, std::string why, bool needs_rows) {
  if (!effects_.fails) effects_.fails = Failure{std::move(sqlstate), std::move(why), needs_rows};
}

std::vector<QualifiedName> Builder::tree(const QualifiedName& name) const {
  auto tree = catalog::descendants(catalog(), name);
  tree.insert(tree.begin(), name);
  return tree;
}

std::vector<QualifiedName> Builder::leaves(const QualifiedName& name) const {
  auto leaves = tree(name);
  // A parent by inheritance holds rows of its own; a partitioned table holds none.
  std::erase_if(leaves, [&](const auto& each) {
    const auto* found = relation(each);
    return found != nullptr && found->kind == catalog::RelationKind::PartitionedTable &&
           !found->children.empty();
  });
  return leaves;
}

}  // namespace pgstage::effects
