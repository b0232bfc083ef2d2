// What PostgreSQL refuses to do to a part of a tree of tables alone: an inherited column or
// constraint of a child, or, with ONLY, something that the children have to have as well.
#include <algorithm>

#include "alter_table.hpp"
#include "versions.hpp"

namespace pgstage::effects {
namespace {

using Kind = sql::ActionKind;

const catalog::Relation* parent_of(const Alteration& at) {
  const auto* relation = at.relation();
  return relation != nullptr && relation->parent ? at.out.relation(*relation->parent) : nullptr;
}

bool inherited_column(const Alteration& at, const catalog::Relation& parent) {
  return parent.column(at.action.name) != nullptr;
}

bool inherited_constraint(const Alteration& at, const catalog::Relation& parent) {
  const auto* own = at.relation()->index(at.action.name);
  if (own != nullptr && !own->parent.empty()) return true;
  const auto* constraint = parent.constraint(at.action.name);
  if (constraint == nullptr || constraint->no_inherit) return false;
  return constraint->kind == ConstraintKind::Check ||
         (constraint->kind == ConstraintKind::ForeignKey && at.relation()->is_partition) ||
         constraint->kind == ConstraintKind::NotNull;
}

void refuse(const Alteration& at, std::string why) { at.out.fail("42P16", std::move(why)); }

void refuse_to_child(const Alteration& at, const catalog::Relation& parent) {
  const bool partition = at.relation()->is_partition;
  switch (at.action.kind) {
    case Kind::AddColumn:
      if (partition) at.out.fail("42809", "cannot add column to a partition");
      return;
    case Kind::DropColumn:
    case Kind::ChangeType:
      if (inherited_column(at, parent)) refuse(at, "cannot alter an inherited column");
      return;
    case Kind::DropNotNull: {
      const auto* column = parent.column(at.action.name);
      const bool held = partition || has(at.out.version(), Behaviour::NotNullIsAConstraint);
      if (held && column != nullptr && column->not_null) {
        refuse(at, "column is marked NOT NULL in parent table");
      }
      return;
    }
    case Kind::DropConstraint:
      if (inherited_constraint(at, parent)) refuse(at, "cannot drop inherited constraint");
      return;
    case Kind::AlterConstraint:
      if (inherited_constraint(at, parent))
        at.out.fail("42P16", "cannot alter inherited constraint");
      return;
    case Kind::Inherit:
      if (partition) at.out.fail("42809", "cannot change inheritance of a partition");
      return;
    default:
      return;
  }
}

bool children_lack_not_null(const Alteration& at) {
  const auto& children = at.relation()->children;
  return std::any_of(children.begin(), children.end(), [&](const auto& child) {
    const auto* below = at.out.relation(child);
    const auto* column = below == nullptr ? nullptr : below->column(at.action.name);
    return column != nullptr && !column->not_null;
  });
}

void refuse_only(const Alteration& at) {
  const bool partitioned = at.is_partitioned();
  switch (at.action.kind) {
    case Kind::AddColumn:
      return refuse(at, "column must be added to child tables too");
    case Kind::ChangeType:
      return refuse(at, "type of inherited column must be changed in child tables too");
    case Kind::DropColumn:
      if (partitioned) refuse(at, "cannot drop column from only the partitioned table");
      return;
    case Kind::SetNotNull: {
      const bool held = partitioned || has(at.out.version(), Behaviour::NotNullIsAConstraint);
      if (held && children_lack_not_null(at)) {
        refuse(at, "constraint must be added to child tables too");
      }
      return;
    }
    case Kind::DropNotNull:
      if (partitioned) refuse(at, "cannot remove constraint from only the partitioned table");
      return;
    case Kind::AddConstraint: {
      const auto& constraint = *at.action.constraint;
      const bool inherits = (constraint.kind == ConstraintKind::Check && !constraint.no_inherit) ||
                            constraint.kind == ConstraintKind::NotNull;
      if (inherits) return refuse(at, "constraint must be added to child tables too");
      if (constraint.kind == ConstraintKind::ForeignKey && partitioned) {
        at.out.fail("42809", "cannot use ONLY for foreign key on partitioned table");
      }
      return;
    }
    case Kind::DropConstraint:
      if (partitioned) refuse(at, "cannot remove constraint from only the partitioned table");
      return;
    case Kind::ValidateConstraint:
      return refuse(at, "constraint must be validated on child tables too");
    default:
      return;
  }
}

}  // namespace

void refuse_part_of_tree(const Alteration& at) {
  if (at.relation() == nullptr || !at.relation()->known) return;
  if (const auto* parent = parent_of(at)) refuse_to_child(at, *parent);
  if (at.statement.only && at.has_children()) refuse_only(at);
}

}  // namespace pgstage::effects
