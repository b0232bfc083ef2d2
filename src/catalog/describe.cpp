#include "pgstage/catalog/describe.hpp"

#include <optional>
#include <vector>

namespace pgstage::catalog {
namespace {

constexpr std::string_view kAbsent = "absent";

QualifiedName relation_name(std::string_view dotted) {
  const auto parts = split_object(dotted);
  return parts.size() < 2 ? QualifiedName{"public", parts[0]} : QualifiedName{parts[0], parts[1]};
}

std::string_view words(RelationKind kind) {
  switch (kind) {
    case RelationKind::Table:
      return "table";
    case RelationKind::PartitionedTable:
      return "partitioned table";
    case RelationKind::View:
      return "view";
    case RelationKind::MaterializedView:
      return "materialized view";
    case RelationKind::Sequence:
      return "sequence";
    case RelationKind::ForeignTable:
      return "foreign table";
  }
  return "";
}

std::string_view words(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::Check:
      return "check";
    case ConstraintKind::ForeignKey:
      return "foreign key";
    case ConstraintKind::Unique:
      return "unique";
    case ConstraintKind::PrimaryKey:
      return "primary key";
    case ConstraintKind::Exclusion:
      return "exclusion";
    case ConstraintKind::NotNull:
      return "not null";
  }
  return "";
}

std::string describe_relation(const Relation& relation) {
  std::string out{words(relation.kind)};
  // A sequence is kept as the table that it belongs to is, from PostgreSQL 15 on.
  const bool own = relation.kind != RelationKind::Sequence;
  if (own && relation.persistence == Persistence::Unlogged) out = "unlogged " + out;
  if (relation.is_partition && relation.parent) out += ", partition of " + relation.parent->sql();
  if (relation.row_security) out += ", row security";
  return out;
}

std::string describe_column(const Column& column) {
  std::string out = to_string(column.type);
  if (column.collation) out += ", collate " + column.collation->sql();
  if (column.not_null) out += ", not null";
  if (column.identity != Identity::None) return out + ", identity";
  if (column.generated != Generated::None) return out + ", generated";
  if (column.default_value) out += ", has default";
  return out;
}

std::string describe_constraint(const Constraint& constraint) {
  std::string out{words(constraint.kind)};
  if (constraint.kind == ConstraintKind::ForeignKey) {
    out += " to " + constraint.referenced.sql();
  }
  return out + (constraint.validated ? ", valid" : ", not valid");
}

std::string describe_index(const Relation& table, const Index& index) {
  std::string out = index.unique ? "unique index on " : "index on ";
  out += table.name.sql();
  return out + (index.valid ? ", valid" : ", invalid");
}

std::string describe_named_constraint(const Catalog& catalog, std::string_view rest) {
  const auto on = rest.rfind(" on ");
  if (on == std::string_view::npos) return std::string{kAbsent};
  const Relation* table = catalog.relation(relation_name(rest.substr(on + 4)));
  if (table == nullptr) return std::string{kAbsent};
  const Constraint* found = table->constraint(split_object(rest.substr(0, on))[0]);
  return found == nullptr ? std::string{kAbsent} : describe_constraint(*found);
}

std::string describe_named_index(const Catalog& catalog, std::string_view rest) {
  const QualifiedName name = relation_name(rest);
  const Relation* table = catalog.table_of_index(name);
  if (table == nullptr) return std::string{kAbsent};
  return describe_index(*table, *table->index(name.name));
}

std::optional<std::string_view> after(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  return text.substr(prefix.size());
}

/// The name of the relation that an object belongs to.
QualifiedName owner_of(std::string_view object) {
  if (object.starts_with("constraint ")) {
    const auto on = object.rfind(" on ");
    return on == std::string_view::npos ? QualifiedName{} : relation_name(object.substr(on + 4));
  }
  return relation_name(object);
}

}  // namespace

bool is_assumed(const Catalog& catalog, std::string_view object) {
  if (object.starts_with("index ")) return !catalog.complete();
  const Relation* relation = catalog.relation(owner_of(object));
  return relation == nullptr ? !catalog.complete() : !relation->known;
}

std::string describe(const Catalog& catalog, std::string_view object) {
  if (const auto rest = after(object, "constraint ")) {
    return describe_named_constraint(catalog, *rest);
  }
  if (const auto rest = after(object, "index ")) return describe_named_index(catalog, *rest);

  const Relation* relation = catalog.relation(relation_name(object));
  if (relation == nullptr) return std::string{kAbsent};
  const auto parts = split_object(object);
  if (parts.size() < 3) return describe_relation(*relation);
  const Column* column = relation->column(parts[2]);
  return column == nullptr ? std::string{kAbsent} : describe_column(*column);
}

}  // namespace pgstage::catalog
