// Catalog queries over definitions: a thing of the same name but another shape does not count.
#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "steps.hpp"

namespace pgstage::plan {
namespace {

std::string oid_of(const QualifiedName& name) {
  return fmt::format("to_regclass({})", quote_literal(name.sql()));
}

std::string_view relkind(catalog::RelationKind kind) {
  switch (kind) {
    case catalog::RelationKind::Table:
      return "r";
    case catalog::RelationKind::PartitionedTable:
      return "p";
    case catalog::RelationKind::View:
      return "v";
    case catalog::RelationKind::MaterializedView:
      return "m";
    case catalog::RelationKind::Sequence:
      return "S";
    case catalog::RelationKind::ForeignTable:
      return "f";
  }
  return "";
}

std::string column_where(const QualifiedName& table, std::string_view column,
                         std::string_view condition) {
  return fmt::format(
      "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a WHERE a.attrelid = {} AND a.attname "
      "= {} AND NOT a.attisdropped AND {})",
      oid_of(table), quote_literal(column), condition);
}

std::string constraint_where(const QualifiedName& table, std::string_view name,
                             std::string_view condition) {
  return fmt::format(
      "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint c WHERE c.conrelid = {} AND c.conname "
      "= {}{})",
      oid_of(table), quote_literal(name), condition);
}

}  // namespace

std::string relation_exists(const QualifiedName& name, catalog::RelationKind kind) {
  return fmt::format(
      "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_class c WHERE c.oid = {} AND c.relkind = '{}')",
      oid_of(name), relkind(kind));
}

std::string relation_absent(const QualifiedName& name) {
  return fmt::format("SELECT {} IS NULL", oid_of(name));
}

std::string column_is(const QualifiedName& table, std::string_view column, std::string_view type) {
  return column_where(
      table, column,
      fmt::format("pg_catalog.format_type(a.atttypid, a.atttypmod) = {}", quote_literal(type)));
}

std::string column_absent(const QualifiedName& table, std::string_view column) {
  return fmt::format(
      "SELECT NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a WHERE a.attrelid = {} AND "
      "a.attname = {} AND NOT a.attisdropped)",
      oid_of(table), quote_literal(column));
}

std::string column_not_null(const QualifiedName& table, std::string_view column, bool wanted) {
  return column_where(table, column, wanted ? "a.attnotnull" : "NOT a.attnotnull");
}

std::string column_has_default(const QualifiedName& table, std::string_view column, bool wanted) {
  return column_where(table, column, wanted ? "a.atthasdef" : "NOT a.atthasdef");
}

std::string index_is_valid(const QualifiedName& index, const QualifiedName& table) {
  return fmt::format(
      "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_index i WHERE i.indexrelid = {} AND i.indrelid = "
      "{} AND i.indisvalid AND i.indisready)",
      oid_of(index), oid_of(table));
}

std::string index_exists(const QualifiedName& index, const QualifiedName& table) {
  return fmt::format(
      "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_index i WHERE i.indexrelid = {} AND i.indrelid = "
      "{})",
      oid_of(index), oid_of(table));
}

std::string is_part_of(const QualifiedName& relation, const QualifiedName& parent) {
  return fmt::format(
      "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits h WHERE h.inhrelid = {} AND "
      "h.inhparent = {})",
      oid_of(relation), oid_of(parent));
}

std::string is_no_part_of(const QualifiedName& relation, const QualifiedName& parent) {
  return fmt::format(
      "SELECT NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits h WHERE h.inhrelid = {} AND "
      "h.inhparent = {})",
      oid_of(relation), oid_of(parent));
}

std::string index_absent(const QualifiedName& index) { return relation_absent(index); }

std::string constraint_exists(const QualifiedName& table, std::string_view name, bool validated) {
  return constraint_where(table, name, validated ? " AND c.convalidated" : "");
}

std::string constraint_absent(const QualifiedName& table, std::string_view name) {
  return fmt::format(
      "SELECT NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint c WHERE c.conrelid = {} AND "
      "c.conname = {})",
      oid_of(table), quote_literal(name));
}

std::string trigger_exists(const QualifiedName& table, std::string_view name) {
  return fmt::format(
      "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_trigger t WHERE t.tgrelid = {} AND t.tgname = {} "
      "AND t.tgenabled = 'A')",
      oid_of(table), quote_literal(name));
}

}  // namespace pgstage::plan
