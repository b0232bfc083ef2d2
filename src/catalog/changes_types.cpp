#include <algorithm>

#include "changes.hpp"

namespace pgstage::catalog {
namespace {

void put_type(const Change& change, const sql::Name& name, UserType type) {
  type.created_in_batch = true;
  change.catalog.put_type(change.session.resolve_new(name), std::move(type));
}

void change_type(const Change& change, const sql::Name& name, auto edit) {
  const auto resolved = change.session.resolve_new(name);
  const UserType* found = change.catalog.type(resolved);
  if (found == nullptr) return;
  UserType type = *found;
  edit(type);
  if (type.kind == UserType::Kind::Domain) type.constrained = type.not_null || !type.checks.empty();
  change.catalog.put_type(resolved, std::move(type));
}

std::string check_name(const QualifiedName& domain, std::string_view written) {
  return written.empty() ? domain.name + "_check" : std::string{written};
}

std::vector<Column> columns_of(const Change& change,
                               const std::vector<sql::ColumnDefinition>& definitions) {
  Relation draft;
  for (const auto& definition : definitions) add_column(change, draft, definition);
  return draft.columns;
}

void change_attribute(const Change& change, std::vector<Column>& attributes,
                      const sql::AlterAction& action) {
  using Kind = sql::ActionKind;
  if (action.kind == Kind::AddColumn) {
    const auto added = columns_of(change, {*action.column});
    attributes.insert(attributes.end(), added.begin(), added.end());
  } else if (action.kind == Kind::DropColumn) {
    std::erase_if(attributes, [&](const Column& each) { return each.name == action.name; });
  } else if (action.kind == Kind::ChangeType) {
    for (auto& each : attributes) {
      if (each.name == action.name) each.type = resolve_type(action.type, change.catalog);
    }
  }
}

}  // namespace

void alter_composite(const Change& change, const sql::AlterTable& statement) {
  const auto name = change.session.resolve_new(statement.name);
  for (const auto& action : statement.actions) {
    change_type(change, statement.name,
                [&](UserType& type) { change_attribute(change, type.attributes, action); });
  }
  std::vector<QualifiedName> typed;
  for (const auto* relation : change.catalog.mentioning(name)) {
    if (relation->of_type == name) typed.push_back(relation->name);
  }
  for (const auto& table : typed) {
    change.catalog.change(table, [&](Relation& relation) {
      for (const auto& action : statement.actions) {
        change_attribute(change, relation.columns, action);
      }
    });
  }
}

void run(const Change& change, const sql::CreateEnum& statement) {
  UserType type{.kind = UserType::Kind::Enum};
  type.labels = {statement.labels.begin(), statement.labels.end()};
  type.uncommitted_itself = change.session.in_transaction();
  put_type(change, statement.name, std::move(type));
}

void run(const Change& change, const sql::AlterEnum& statement) {
  change_type(change, statement.name, [&](UserType& type) {
    auto& labels = type.labels;
    if (!statement.old_label.empty()) {
      std::replace(labels.begin(), labels.end(), std::string{statement.old_label},
                   std::string{statement.new_label});
      return;
    }
    if (std::find(labels.begin(), labels.end(), statement.new_label) != labels.end()) return;
    labels.emplace_back(statement.new_label);
    if (change.session.in_transaction()) type.uncommitted.emplace(statement.new_label);
  });
}

namespace {

/// Whether a type is, through domains, based on one of that name.
bool is_based_on(const Catalog& catalog, QualifiedName type, const QualifiedName& name) {
  while (type != name) {
    const UserType* domain = catalog.type(type);
    if (domain == nullptr || domain->kind != UserType::Kind::Domain) return false;
    type = domain->base.name;
  }
  return true;
}

}  // namespace

void run(const Change& change, const sql::CreateDomain& statement) {
  UserType type{.kind = UserType::Kind::Domain,
                .labels = {},
                .base = resolve_type(statement.base, change.catalog),
                .constrained = statement.constrained,
                .not_null = statement.not_null};
  type.has_default = statement.default_value && !sql::is_null_constant(statement.default_value);
  type.default_volatility =
      volatility_of(sql::facts(statement.default_value), change.catalog).volatility;
  const auto name = change.session.resolve_new(statement.name);
  if (is_based_on(change.catalog, type.base.name, name)) return;
  for (const auto check : statement.constraints) type.checks.push_back({check_name(name, check)});
  put_type(change, statement.name, std::move(type));
}

void run(const Change& change, const sql::AlterDomain& statement) {
  using What = sql::AlterDomain::What;
  const auto name = change.session.resolve_new(statement.name);
  change_type(change, statement.name, [&](UserType& type) {
    const auto check = check_name(name, statement.constraint);
    switch (statement.what) {
      case What::SetNotNull:
        type.not_null = true;
        return;
      case What::DropNotNull:
        type.not_null = false;
        return;
      case What::AddConstraint:
        if (statement.not_null) {
          type.not_null = true;
        } else {
          type.checks.push_back({check, !statement.not_valid});
        }
        return;
      case What::DropConstraint:
        std::erase_if(type.checks, [&](const auto& each) { return each.name == check; });
        return;
      case What::Validate:
        for (auto& each : type.checks) each.validated = each.validated || each.name == check;
        return;
      case What::Default:
        return;
    }
  });
}

void run(const Change& change, const sql::CreateType& statement) {
  UserType type{.kind = statement.composite ? UserType::Kind::Composite : UserType::Kind::Other};
  type.attributes = columns_of(change, statement.attributes);
  put_type(change, statement.name, std::move(type));
}

}  // namespace pgstage::catalog
