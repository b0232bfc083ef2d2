#include "statements.hpp"

namespace pgstage::effects {
namespace {

/// ALTER INDEX needs less than ALTER TABLE on the same index (release notes, 12).
void rename_index(Builder& out, const sql::Rename& statement, const QualifiedName& index) {
  const bool weak = statement.object == sql::ObjectKind::Index && out.version().major >= 12;
  out.lock_index(index, weak ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive);
}

void rename_relation(Builder& out, const sql::Rename& statement) {
  const auto index = out.session().resolve_index(statement.name);
  const bool is_index =
      statement.object == sql::ObjectKind::Index || out.catalog().table_of_index(index) != nullptr;
  if (is_index) return rename_index(out, statement, index);
  const auto relation = out.existing(statement.name, statement.if_exists);
  out.lock(relation, LockMode::AccessExclusive);
  out.breaks(Broken::What::Name, relation);
  const QualifiedName renamed{relation.schema, std::string{statement.new_name}};
  if (out.relation(renamed) != nullptr) {
    out.fail("42P07", "relation \"" + renamed.name + "\" already exists");
  }
}

void rename_column(Builder& out, const sql::Rename& statement) {
  const auto relation = out.existing(statement.name, statement.if_exists);
  out.lock_tree(relation, LockMode::AccessExclusive);
  out.column(relation, statement.part);
  out.breaks(Broken::What::Name, relation, statement.part);
  out.breaks(Broken::What::RowShape, relation, statement.part);
}

}  // namespace

void describe(Builder& out, const sql::Rename& statement) {
  switch (statement.object) {
    case sql::ObjectKind::Column:
      rename_column(out, statement);
      return;
    case sql::ObjectKind::Constraint:
      out.lock_tree(out.existing(statement.name), LockMode::AccessExclusive);
      return;
    case sql::ObjectKind::Trigger:
    case sql::ObjectKind::Policy:
    case sql::ObjectKind::Rule:
      out.lock(out.existing(statement.name), LockMode::AccessExclusive);
      return;
    case sql::ObjectKind::Table:
    case sql::ObjectKind::View:
    case sql::ObjectKind::MaterializedView:
    case sql::ObjectKind::Sequence:
    case sql::ObjectKind::ForeignTable:
    case sql::ObjectKind::Index:
      rename_relation(out, statement);
      return;
    case sql::ObjectKind::Schema:
      out.breaks(Broken::What::Name, {std::string{statement.name.name}, {}});
      return;
    default:
      return;
  }
}

void describe(Builder& out, const sql::SetSchema& statement) {
  switch (statement.object) {
    case sql::ObjectKind::Table:
    case sql::ObjectKind::View:
    case sql::ObjectKind::MaterializedView:
    case sql::ObjectKind::Sequence:
    case sql::ObjectKind::ForeignTable: {
      const auto relation = out.existing(statement.name, statement.if_exists);
      out.lock(relation, LockMode::AccessExclusive);
      out.breaks(Broken::What::Name, relation);
      return;
    }
    default:
      return;
  }
}

}  // namespace pgstage::effects
