#include "statements.hpp"

namespace pgstage::effects {
namespace {

/// Every table with a column of the domain.
std::vector<QualifiedName> tables_using(const Builder& out, const QualifiedName& type) {
  std::vector<QualifiedName> tables;
  for (const auto& [name, relation] : out.catalog().relations()) {
    for (const auto& column : relation->columns) {
      if (column.type.name != type) continue;
      tables.push_back(name);
      break;
    }
  }
  return tables;
}

}  // namespace

void describe(Builder& out, const sql::CreateSequence& statement) {
  out.create(out.session().resolve_new(statement.name));
  if (!statement.owner_table.name.empty()) {
    out.lock(out.existing(statement.owner_table), LockMode::AccessShare);
  }
}

void describe(Builder& out, const sql::AlterSequence& statement) {
  const auto sequence = out.existing(statement.name, statement.if_exists);
  out.lock(sequence, LockMode::ShareRowExclusive);
  if (!statement.owner_table.name.empty()) {
    out.lock(out.existing(statement.owner_table), LockMode::AccessShare);
  }
}

void describe(Builder& out, const sql::AlterEnum& statement) {
  // Adding a value is allowed in a transaction from 12 on (release notes, 12).
  if (statement.old_label.empty() && out.version().major < 12) {
    out.effects().transaction_allowed = false;
  }
  if (!statement.old_label.empty()) {
    out.breaks(Broken::What::Name, out.session().resolve_new(statement.name), statement.old_label);
  }
}

void describe(Builder& out, const sql::AlterDomain& statement) {
  using What = sql::AlterDomain::What;
  const bool checks = statement.what == What::SetNotNull || statement.what == What::Validate ||
                      (statement.what == What::AddConstraint && !statement.not_valid);
  if (!checks) return;
  const auto domain = out.session().resolve_new(statement.name);
  if (!out.catalog().complete()) out.uncertain();
  for (const auto& table : tables_using(out, domain)) {
    out.lock(table, LockMode::Share);
    out.scan(table, statement.what == What::SetNotNull ? Why::ProveNotNull : Why::ValidateCheck,
             domain.name);
  }
}

void describe(Builder& out, const sql::CreateTrigger& statement) {
  out.lock_tree(out.existing(statement.table), LockMode::ShareRowExclusive);
}

void describe(Builder& out, const sql::TableObject& statement) {
  out.lock(out.existing(statement.table), LockMode::AccessExclusive);
}

void describe(Builder& out, const sql::Comment& statement) {
  switch (statement.object) {
    case sql::ObjectKind::Table:
    case sql::ObjectKind::View:
    case sql::ObjectKind::MaterializedView:
    case sql::ObjectKind::Sequence:
    case sql::ObjectKind::ForeignTable:
      out.lock(out.existing(statement.name), LockMode::ShareUpdateExclusive);
      return;
    default:
      return;
  }
}

void describe(Builder& out, const sql::Do&) { out.uncertain(); }

}  // namespace pgstage::effects
