#include "referential.hpp"

#include <algorithm>
#include <set>

namespace pgstage::effects {
namespace {

using catalog::Constraint;
using catalog::Relation;
using sql::Query;

bool contains(const auto& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool any_of(const std::vector<std::string>& columns, const std::vector<std::string_view>& names) {
  return std::any_of(columns.begin(), columns.end(),
                     [&](const auto& column) { return contains(names, column); });
}

/// Whether INSERT leaves the column to its default.
bool is_left_out(const Query& query, const std::string& column) {
  if (query.default_values) return true;
  return !query.inserted.empty() && !contains(query.inserted, column);
}

void fill_from_sequences(Builder& out, const Query& query, const Relation& table) {
  for (const auto& column : table.columns) {
    if (!is_left_out(query, column.name)) continue;
    if (column.default_value) {
      for (const auto& sequence : column.default_value->sequences) {
        out.lock(sequence, LockMode::RowExclusive);
      }
    }
    if (column.identity == Identity::None) continue;
    out.lock({table.name.schema, table.name.name + "_" + column.name + "_seq"},
             LockMode::RowExclusive);
  }
}

/// The referenced row is kept from going: SELECT … FOR KEY SHARE, from ONLY the table unless it is
/// partitioned.
void look_up(Builder& out, const Constraint& key) {
  const auto* referenced = out.relation(key.referenced);
  if (referenced != nullptr && referenced->kind == catalog::RelationKind::PartitionedTable) {
    out.lock_tree(key.referenced, LockMode::RowShare);
  } else {
    out.lock(key.referenced, LockMode::RowShare);
  }
  out.lock_indexes_of(key.referenced, LockMode::RowShare);
}

bool null_in_every_row(const Query& query, const Constraint& key) {
  if (query.rows.empty() || query.inserted.empty()) return false;
  const auto at = std::find(query.inserted.begin(), query.inserted.end(), key.columns.front());
  const auto position = static_cast<std::size_t>(at - query.inserted.begin());
  return std::all_of(query.rows.begin(), query.rows.end(), [&](const auto& row) {
    return position < row.size() && row[position].empty();
  });
}

void check_references(Builder& out, const Query& query, const Relation& table) {
  for (const auto& key : table.constraints) {
    if (key.kind != ConstraintKind::ForeignKey || !key.enforced || key.columns.empty()) continue;
    const bool inserts = query.verb == Query::Verb::Insert &&
                         !is_left_out(query, key.columns.front()) && !null_in_every_row(query, key);
    const bool updates = query.verb == Query::Verb::Update && any_of(key.columns, query.assigned);
    if (inserts || updates) look_up(out, key);
  }
}

bool has_index_on(const Relation& table, const std::vector<std::string>& columns) {
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const auto& index) {
    return index.valid && !index.partial && !index.columns.empty() &&
           contains(columns, index.columns.front());
  });
}

/// Rows that point at what is changed are looked for, and changed along where the key says so.
void find_referencing(Builder& out, const QualifiedName& table, bool deletes,
                      std::set<QualifiedName>& seen) {
  if (!seen.insert(table).second) return;
  for (const auto& name : out.catalog().referencing(table)) {
    const auto* other = out.relation(name);
    for (const auto& key : other->constraints) {
      if (key.kind != ConstraintKind::ForeignKey || key.referenced != table) continue;
      const auto action = deletes ? key.on_delete : key.on_update;
      const bool looks_only =
          action == ReferentialAction::NoAction || action == ReferentialAction::Restrict;
      out.lock_for_query(name, looks_only ? LockMode::RowShare : LockMode::RowExclusive);
      if (!has_index_on(*other, key.columns)) out.scan(name, Why::ValidateForeignKey, key.name);
      if (deletes && action == ReferentialAction::Cascade) {
        find_referencing(out, name, true, seen);
      }
    }
  }
}

bool changes_key(Builder& out, const Query& query, const QualifiedName& target) {
  for (const auto& name : out.catalog().referencing(target)) {
    for (const auto& key : out.relation(name)->constraints) {
      if (key.referenced == target && any_of(key.referenced_columns, query.assigned)) return true;
    }
  }
  return false;
}

}  // namespace

void describe_referential(Builder& out, const Query& query, const QualifiedName& target) {
  const auto* table = out.relation(target);
  if (table == nullptr) return;
  if (query.verb == Query::Verb::Insert) fill_from_sequences(out, query, *table);
  check_references(out, query, *table);
  std::set<QualifiedName> seen;
  if (query.verb == Query::Verb::Delete) find_referencing(out, target, true, seen);
  const bool updates = query.verb == Query::Verb::Update && changes_key(out, query, target);
  if (updates) find_referencing(out, target, false, seen);
}

}  // namespace pgstage::effects
