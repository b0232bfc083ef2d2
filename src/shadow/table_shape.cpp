#include "table_shape.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "pgstage/catalog/catalog.hpp"
#include "pgstage/db/read_catalog.hpp"

#include "constants.hpp"

namespace pgstage::shadow {
namespace {

using catalog::Catalog;
using catalog::Relation;
using catalog::RelationKind;

/// Texts with constants that a catalog does not hold.
struct Hints {
  std::map<QualifiedName, std::vector<std::string>> domain_checks;
  /// By the table that is divided. Those of hash partitions say nothing about values.
  std::map<QualifiedName, std::vector<std::string>> partition_bounds;
};

constexpr std::string_view kDomainChecks =
    "SELECT n.nspname, t.typname, pg_get_expr(k.conbin, 0) FROM pg_constraint k "
    "JOIN pg_type t ON t.oid = k.contypid JOIN pg_namespace n ON n.oid = t.typnamespace "
    "WHERE k.contype = 'c' ORDER BY 1, 2, 3";

constexpr std::string_view kPartitionBounds =
    "SELECT n.nspname, p.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_class c "
    "JOIN pg_inherits i ON i.inhrelid = c.oid JOIN pg_class p ON p.oid = i.inhparent "
    "JOIN pg_partitioned_table d ON d.partrelid = p.oid AND d.partstrat <> 'h' "
    "JOIN pg_namespace n ON n.oid = p.relnamespace "
    "WHERE c.relispartition ORDER BY 1, 2, 3";

Result<std::map<QualifiedName, std::vector<std::string>>> texts_by_name(db::Session& session,
                                                                        std::string_view sql) {
  const auto rows = session.query(sql, {});
  if (!rows) return rows.error();
  std::map<QualifiedName, std::vector<std::string>> out;
  for (const auto& row : rows->rows) {
    out[{row[0].value_or(""), row[1].value_or("")}].push_back(row[2].value_or(""));
  }
  return out;
}

bool takes_rows(const Relation& relation) {
  return !relation.is_partition &&
         (relation.kind == RelationKind::Table || relation.kind == RelationKind::PartitionedTable);
}

bool draws_from_sequence(const catalog::Column& column) {
  return column.identity != Identity::None ||
         (column.default_value && column.default_value->sql.find("nextval(") != std::string::npos);
}

void add_candidates(const std::string& expression, ColumnShape& shape) {
  for (auto& value : candidates_from(expression, is_textual(shape.type))) {
    shape.candidates.push_back(std::move(value));
  }
}

class Shaper {
 public:
  Shaper(const Catalog& catalog, const Hints& hints) : catalog_(catalog), hints_(hints) {}

  TableShape table(const Relation& relation) const;

 private:
  ColumnShape column(const Relation& relation, const catalog::Column& column) const;
  void add_checks(const Relation& relation, const std::string& column, ColumnShape& shape) const;
  void add_bounds(const Relation& relation, const std::string& column, ColumnShape& shape) const;

  const Catalog& catalog_;
  const Hints& hints_;
};

void Shaper::add_checks(const Relation& relation, const std::string& column,
                        ColumnShape& shape) const {
  for (const auto& constraint : relation.constraints) {
    const auto& columns = constraint.columns;
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) continue;
    add_candidates(constraint.expression, shape);
  }
}

// A partition may be divided again, by other columns.
void Shaper::add_bounds(const Relation& relation, const std::string& column,
                        ColumnShape& shape) const {
  const auto& key = relation.partition_key;
  const auto bounds = hints_.partition_bounds.find(relation.name);
  if (bounds != hints_.partition_bounds.end() &&
      std::find(key.begin(), key.end(), column) != key.end()) {
    for (const auto& bound : bounds->second) add_candidates(bound, shape);
  }
  for (const auto& child : relation.children) {
    if (const auto* partition = catalog_.relation(child)) add_bounds(*partition, column, shape);
  }
}

ColumnShape Shaper::column(const Relation& relation, const catalog::Column& column) const {
  catalog::Type type = column.type;
  ColumnShape shape{.array = type.array, .nullable = !column.not_null};
  std::vector<std::string> checks;
  const catalog::UserType* user = catalog_.type(type.name);
  while (user != nullptr && user->kind == catalog::UserType::Kind::Domain) {
    const auto found = hints_.domain_checks.find(type.name);
    if (found != hints_.domain_checks.end()) {
      checks.insert(checks.end(), found->second.begin(), found->second.end());
    }
    type = user->base;
    shape.array = shape.array || type.array;
    user = catalog_.type(type.name);
  }
  if (user != nullptr) shape.labels = user->labels;
  shape.type = type.name.name;
  shape.modifiers = type.modifiers;
  for (const auto& check : checks) add_candidates(check, shape);
  add_checks(relation, column.name, shape);
  add_bounds(relation, column.name, shape);
  return shape;
}

TableShape Shaper::table(const Relation& relation) const {
  TableShape shape{.name = relation.name};
  if (const auto* key = relation.primary_key()) shape.key = key->columns;
  for (const auto& each : relation.columns) {
    if (each.generated != Generated::None || draws_from_sequence(each)) continue;
    const bool has_default = static_cast<bool>(each.default_value);
    shape.columns.push_back({each.name, column(relation, each), has_default});
    shape.columns.back().shape.position = shape.columns.size();
  }
  for (const auto& constraint : relation.constraints) {
    if (constraint.kind != ConstraintKind::ForeignKey) continue;
    const bool optional =
        std::any_of(constraint.columns.begin(), constraint.columns.end(),
                    [&](const std::string& name) { return !relation.column(name)->not_null; });
    shape.foreign_keys.push_back(
        {constraint.columns, constraint.referenced, constraint.referenced_columns, optional});
  }
  return shape;
}

/// Puts a table behind those that it references.
class Order {
 public:
  explicit Order(const Catalog& catalog) : catalog_(catalog) {}

  std::vector<const Relation*> all() {
    for (const auto* relation : catalog_.relations()) visit(*relation);
    return std::move(order_);
  }

 private:
  void visit(const Relation& relation) {
    if (relation.is_partition && relation.parent) {
      if (const auto* parent = catalog_.relation(*relation.parent)) visit(*parent);
      return;
    }
    if (!takes_rows(relation) || !seen_.insert(relation.name).second) return;
    for (const auto& constraint : relation.constraints) {
      if (constraint.kind != ConstraintKind::ForeignKey) continue;
      if (const auto* target = catalog_.relation(constraint.referenced)) visit(*target);
    }
    order_.push_back(&relation);
  }

  const Catalog& catalog_;
  std::set<QualifiedName> seen_;
  std::vector<const Relation*> order_;
};

}  // namespace

Result<std::vector<TableShape>> table_shapes(db::Session& session) {
  const auto catalog = db::read_catalog(session);
  if (!catalog) return catalog.error();
  const auto domain_checks = texts_by_name(session, kDomainChecks);
  if (!domain_checks) return domain_checks.error();
  const auto partition_bounds = texts_by_name(session, kPartitionBounds);
  if (!partition_bounds) return partition_bounds.error();

  const Hints hints{*domain_checks, *partition_bounds};
  const Shaper shaper{*catalog, hints};
  std::vector<TableShape> shapes;
  for (const auto* relation : Order{*catalog}.all()) shapes.push_back(shaper.table(*relation));
  return shapes;
}

}  // namespace pgstage::shadow
