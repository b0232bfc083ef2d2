#include "pgstage/lint/given_names.hpp"

namespace pgstage::lint {
namespace {

Named named(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::PrimaryKey:
      return Named::PrimaryKey;
    case ConstraintKind::Unique:
      return Named::Unique;
    case ConstraintKind::ForeignKey:
      return Named::ForeignKey;
    case ConstraintKind::Check:
      return Named::Check;
    default:
      return Named::Other;
  }
}

Named named(const sql::Rename& rename) {
  switch (rename.object) {
    case sql::ObjectKind::Table:
    case sql::ObjectKind::ForeignTable:
      return Named::Table;
    case sql::ObjectKind::View:
    case sql::ObjectKind::MaterializedView:
      return Named::View;
    case sql::ObjectKind::Column:
    case sql::ObjectKind::Attribute:
      return Named::Column;
    case sql::ObjectKind::Index:
      return Named::Index;
    case sql::ObjectKind::Sequence:
      return Named::Sequence;
    case sql::ObjectKind::Schema:
      return Named::Schema;
    case sql::ObjectKind::Type:
    case sql::ObjectKind::Domain:
      return Named::Type;
    case sql::ObjectKind::Function:
      return Named::Function;
    case sql::ObjectKind::Trigger:
      return Named::Trigger;
    default:
      return Named::Other;
  }
}

class Taking {
 public:
  std::vector<GivenName> names;

  void take(const sql::CreateTable& each) {
    add(Named::Table, each.name.name);
    for (const auto& column : each.columns) take(column);
    for (const auto& constraint : each.constraints) take(constraint);
  }
  void take(const sql::CreateTableAs& each) {
    add(each.materialized_view ? Named::View : Named::Table, each.name.name);
    for (const auto column : each.columns) add(Named::Column, column);
  }
  void take(const sql::CreateView& each) {
    add(Named::View, each.name.name);
    for (const auto column : each.columns) add(Named::Column, column);
  }
  void take(const sql::AlterTable& each) {
    for (const auto& action : each.actions) {
      if (action.column && action.kind == sql::ActionKind::AddColumn) take(*action.column);
      if (action.constraint) take(*action.constraint);
    }
  }
  void take(const sql::CreateDomain& each) {
    add(Named::Type, each.name.name);
    for (const auto check : each.constraints) add(Named::Check, check);
  }
  void take(const sql::AlterDomain& each) {
    if (each.what == sql::AlterDomain::What::AddConstraint) add(Named::Check, each.constraint);
  }
  void take(const sql::CreateType& each) {
    add(Named::Type, each.name.name);
    for (const auto& attribute : each.attributes) take(attribute);
  }
  void take(const sql::TableObject& each) {
    if (!each.alter) add(Named::Other, each.name);
  }
  void take(const sql::Statistics& each) {
    if (each.create) add(Named::Other, each.name.name);
  }
  void take(const sql::Publication& each) {
    if (each.what == sql::Publication::What::Create) add(Named::Other, each.name);
  }
  void take(const sql::CreateIndex& each) { add(Named::Index, each.name); }
  void take(const sql::CreateSequence& each) { add(Named::Sequence, each.name.name); }
  void take(const sql::CreateSchema& each) { add(Named::Schema, each.name); }
  void take(const sql::CreateEnum& each) { add(Named::Type, each.name.name); }
  void take(const sql::CreateFunction& each) { add(Named::Function, each.name.name); }
  void take(const sql::CreateTrigger& each) { add(Named::Trigger, each.name); }
  void take(const sql::Rename& each) { add(named(each), each.new_name); }

 private:
  void add(Named what, std::string_view name) {
    if (!name.empty()) names.push_back({what, name});
  }
  void take(const sql::ConstraintDefinition& constraint) {
    add(named(constraint.kind), constraint.name);
  }
  void take(const sql::ColumnDefinition& column) {
    add(Named::Column, column.name);
    for (const auto& constraint : column.constraints) take(constraint);
  }
};

template <class Statement>
concept Names = requires(Taking& taking, const Statement& statement) {
  taking.take(statement);
};

}  // namespace

std::vector<GivenName> given_names(const sql::View& view) {
  Taking taking;
  std::visit(
      [&](const auto& statement) {
        if constexpr (Names<std::decay_t<decltype(statement)>>) taking.take(statement);
      },
      view);
  return std::move(taking.names);
}

}  // namespace pgstage::lint
