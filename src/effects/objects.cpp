// Sequences, types, comments: what is no table itself.
#include <algorithm>

#include "statements.hpp"
#include "versions.hpp"

namespace pgstage::effects {
namespace {

using catalog::RelationKind;
using catalog::UserType;

/// The type, and the domains over it.
std::vector<QualifiedName> with_domains_over(const Builder& out, const QualifiedName& type) {
  std::vector<QualifiedName> names{type};
  for (const auto& [name, other] : out.catalog().types()) {
    if (other.kind != UserType::Kind::Domain || other.base.name != type) continue;
    const auto over = with_domains_over(out, name);
    names.insert(names.end(), over.begin(), over.end());
  }
  return names;
}

bool is_stored(const catalog::Relation& relation) {
  return relation.kind == RelationKind::Table || relation.kind == RelationKind::MaterializedView;
}

void check_column(Builder& out, const catalog::Relation& relation, const catalog::Column& column,
                  const QualifiedName& domain, Why why) {
  if (column.type.array) {
    out.fail("0A000", "cannot alter type \"" + domain.name + "\" because column \"" + column.name +
                          "\" of \"" + relation.name.name + "\" uses it");
  }
  if (!is_stored(relation)) return;
  out.lock(relation.name, LockMode::Share);
  out.scan_one(relation.name, why, domain.name);
}

/// get_rels_with_domain(): every relation that stores the domain is locked and read.
void check_columns(Builder& out, const QualifiedName& domain, Why why) {
  const auto names = with_domains_over(out, domain);
  for (const auto& name : names) {
    for (const auto* relation : out.catalog().mentioning(name)) {
      for (const auto& column : relation->columns) {
        if (column.type.name == name) check_column(out, *relation, column, domain, why);
      }
    }
  }
}

bool has_check(const UserType& domain, std::string_view name) {
  return std::any_of(domain.checks.begin(), domain.checks.end(),
                     [&](const auto& each) { return each.name == name; });
}

/// false: nothing is left to do.
bool refuse_domain(Builder& out, const sql::AlterDomain& statement, const UserType& domain) {
  using What = sql::AlterDomain::What;
  const std::string check = "constraint \"" + std::string{statement.constraint} +
                            "\" of domain \"" + std::string{statement.name.name} + "\"";
  const bool there = has_check(domain, statement.constraint);
  switch (statement.what) {
    case What::SetNotNull:
      return !domain.not_null;
    case What::AddConstraint:
      if (there) out.fail("42710", check + " already exists");
      return true;
    case What::DropConstraint:
    case What::Validate:
      if (!there && !statement.if_exists) out.fail("42704", check + " does not exist");
      return there;
    default:
      return true;
  }
}

const UserType* type_of(const Builder& out, const sql::Name& name) {
  return out.catalog().type(out.session().resolve_new(name));
}

/// A type that is being made cannot be used yet.
void refuse_of_itself(Builder& out, const sql::Name& made, const sql::TypeName& used) {
  const auto name = out.session().resolve_new(made);
  if (catalog::resolve_type(used, out.catalog()).name != name) return;
  out.fail("42704", "type \"" + name.name + "\" does not exist");
}

/// Types of extensions are nowhere defined, so one that is not known may be there.
void need_type(Builder& out, const sql::Name& name) {
  if (type_of(out, name) == nullptr) out.uncertain();
}

void refuse_existing_type(Builder& out, const sql::Name& name) {
  // A relation's row type has its name; sequences have none.
  const auto* relation = out.relation(out.session().resolve_new(name));
  const bool row = relation != nullptr && relation->kind != RelationKind::Sequence;
  if (type_of(out, name) == nullptr && !row) return;
  out.fail("42710", "type \"" + std::string{name.name} + "\" already exists");
}

}  // namespace

void describe(Builder& out, const sql::CreateSequence& statement) {
  const auto name = out.session().resolve_new(statement.name);
  if (statement.if_not_exists && out.relation(name) != nullptr) return;
  out.taken(name);
  out.create(name);
  if (!statement.owner_table.name.empty()) {
    out.lock(out.existing(statement.owner_table), LockMode::AccessShare);
  }
}

void describe(Builder& out, const sql::AlterSequence& statement) {
  const auto sequence = out.existing(statement.name, statement.if_exists);
  if (out.absent(sequence)) return;
  out.lock(sequence, LockMode::ShareRowExclusive);
  if (!statement.owner_table.name.empty()) {
    out.lock(out.existing(statement.owner_table), LockMode::AccessShare);
  }
}

void describe(Builder& out, const sql::CreateEnum& statement) {
  refuse_existing_type(out, statement.name);
}
void describe(Builder& out, const sql::CreateType& statement) {
  refuse_existing_type(out, statement.name);
  for (const auto& attribute : statement.attributes) {
    refuse_of_itself(out, statement.name, attribute.type);
  }
}
void describe(Builder& out, const sql::CreateDomain& statement) {
  refuse_existing_type(out, statement.name);
  refuse_of_itself(out, statement.name, statement.base);
}

void describe(Builder& out, const sql::AlterEnum& statement) {
  need_type(out, statement.name);
  const auto* type = type_of(out, statement.name);
  const auto has_label = [&](std::string_view label) {
    return std::find(type->labels.begin(), type->labels.end(), label) != type->labels.end();
  };
  if (statement.old_label.empty()) {
    // An enum of the same transaction could always be added to.
    const bool own = type != nullptr && type->uncommitted_itself;
    if (!own && !has(out.version(), Behaviour::EnumLabelsInTransactions)) {
      out.effects().transaction_allowed = false;
    }
    const bool twice = type != nullptr && has_label(statement.new_label);
    if (twice && !statement.if_not_exists) {
      out.fail("42710", "enum label \"" + std::string{statement.new_label} + "\" already exists");
    }
    return;
  }
  out.breaks(Broken::What::Name, out.session().resolve_new(statement.name), statement.old_label);
  if (type == nullptr) return;
  if (!has_label(statement.old_label)) {
    out.fail("22023", "\"" + std::string{statement.old_label} + "\" is not an existing enum label");
  } else if (has_label(statement.new_label)) {
    out.fail("42710", "enum label \"" + std::string{statement.new_label} + "\" already exists");
  }
}

void describe(Builder& out, const sql::AlterDomain& statement) {
  using What = sql::AlterDomain::What;
  const auto domain = out.session().resolve_new(statement.name);
  need_type(out, statement.name);
  const auto* type = out.catalog().type(domain);
  if (type != nullptr && !refuse_domain(out, statement, *type)) return;
  const bool checks = statement.what == What::SetNotNull || statement.what == What::Validate ||
                      (statement.what == What::AddConstraint && !statement.not_valid);
  if (!checks) return;
  if (!out.catalog().complete()) out.uncertain();
  const bool not_null = statement.what == What::SetNotNull || statement.not_null;
  check_columns(out, domain, not_null ? Why::ProveNotNull : Why::ValidateCheck);
}

void describe(Builder& out, const sql::Comment& statement) {
  switch (statement.object) {
    case sql::ObjectKind::Table:
    case sql::ObjectKind::View:
    case sql::ObjectKind::MaterializedView:
    case sql::ObjectKind::Sequence:
    case sql::ObjectKind::ForeignTable:
      return out.lock(out.existing(statement.name), LockMode::ShareUpdateExclusive);
    case sql::ObjectKind::Column: {
      const auto table = out.existing(statement.name);
      out.lock(table, LockMode::ShareUpdateExclusive);
      out.column(table, statement.part);
      return;
    }
    case sql::ObjectKind::Index:
      return out.lock_index(out.session().resolve_index(statement.name),
                            LockMode::ShareUpdateExclusive);
    default:
      return;
  }
}

void describe(Builder& out, const sql::Statistics& statement) {
  // Statistics are computed later, by ANALYZE; two at once are kept apart.
  if (statement.create) out.lock(out.existing(statement.table), LockMode::ShareUpdateExclusive);
}

void describe(Builder& out, const sql::ServerCommand& statement) {
  if (statement.outside_transaction) out.effects().transaction_allowed = false;
}

}  // namespace pgstage::effects
