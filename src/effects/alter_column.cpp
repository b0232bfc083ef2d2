#include <algorithm>

#include "alter_table.hpp"
#include "dependents.hpp"
#include "enum_labels.hpp"
#include "versions.hpp"

namespace pgstage::effects {
namespace {

using Kind = sql::ActionKind;

std::string about(const Alteration& at, std::string_view what) {
  return "column \"" + std::string{at.action.name} + "\" of relation \"" + at.table.name + "\" " +
         std::string{what};
}

bool is_key_of_partitions(const Alteration& at) {
  const auto* found = at.relation();
  if (found == nullptr) return false;
  const auto& key = found->partition_key;
  return std::find(key.begin(), key.end(), at.action.name) != key.end();
}

/// From 15 on a column that is computed from another holds it; before, it went along.
void refuse_generated(const Alteration& at) {
  const auto* found = at.relation();
  if (found == nullptr || at.action.cascade) return;
  if (!has(at.out.version(), Behaviour::GeneratedColumnsHoldTheirBase)) return;
  for (const auto& column : found->columns) {
    const bool computed = column.default_value && column.name != at.action.name &&
                          column.default_value->columns.contains(std::string{at.action.name});
    if (computed) at.out.fail("2BP01", about(at, "is used by a generated column"));
  }
}

bool is_absent(const Alteration& at) {
  const auto* found = at.relation();
  return at.action.if_exists && found != nullptr && found->known &&
         found->column(at.action.name) == nullptr;
}

QualifiedName sequence_of(const Alteration& at) {
  for (const auto& name : at.out.catalog().owned_sequences(at.table)) {
    if (at.out.relation(name)->owner_column == at.action.name) return name;
  }
  return {};
}

void add_identity(const Alteration& at, const catalog::Column* column) {
  if (column == nullptr) return;
  if (!column->not_null) at.out.fail("55000", about(at, "must be declared NOT NULL"));
  if (column->identity != Identity::None) {
    at.out.fail("55000", about(at, "is already an identity column"));
  }
  if (column->default_value) at.out.fail("55000", about(at, "already has a default value"));
}

}  // namespace

const catalog::Column* own_column(const Alteration& at, std::string_view name) {
  const auto& actions = at.statement.actions;
  const bool added = std::any_of(actions.begin(), actions.end(), [&](const auto& each) {
    return each.kind == Kind::AddColumn && each.name == name;
  });
  return added ? nullptr : at.out.column(at.table, name);
}

bool drops_column(const Alteration& at, std::string_view name) {
  const auto& actions = at.statement.actions;
  return std::any_of(actions.begin(), actions.end(), [&](const auto& each) {
    return each.kind == Kind::DropColumn && each.name == name;
  });
}

bool drops_default(const Alteration& at, std::string_view column) {
  const auto& actions = at.statement.actions;
  return std::any_of(actions.begin(), actions.end(), [&](const auto& each) {
    return each.kind == Kind::DropDefault && each.name == column;
  });
}

std::vector<const catalog::Constraint*> keys_over(const catalog::Relation& table,
                                                  std::string_view column) {
  std::vector<const catalog::Constraint*> out;
  for (const auto& each : table.constraints) {
    const bool over =
        std::find(each.columns.begin(), each.columns.end(), column) != each.columns.end();
    if (over && each.kind == ConstraintKind::ForeignKey) out.push_back(&each);
  }
  return out;
}

void describe_drop_column(const Alteration& at) {
  if (is_absent(at)) return;
  const auto* found = at.relation();
  if (found != nullptr) at.out.column(at.table, at.action.name);
  if (is_key_of_partitions(at)) {
    at.out.fail("42P16", "cannot drop column named in partition key");
  }
  refuse_generated(at);
  Drops drops(at.out, at.action.cascade);
  drops.column(at.table, at.action.name);
  if (!at.statement.only && found != nullptr) {
    for (const auto& child : found->children) {
      const auto* below = at.out.relation(child);
      if (below == nullptr) continue;
      for (const auto& index : below->indexes) {
        if (index.mentions.contains(std::string{at.action.name})) drops.index(*below, index);
      }
    }
  }
  at.out.destroy(Destroyed::What::Column, at.table, at.action.name);
  at.out.breaks(Broken::What::Gone, at.table, at.action.name);
  at.out.breaks(Broken::What::RowShape, at.table, at.action.name);
}

/// Whether the same statement drops the column's identity first. All that is dropped goes before
/// what is set.
bool loses_identity(const Alteration& at) {
  const bool drops = at.action.kind == Kind::DropDefault || at.action.kind == Kind::DropNotNull;
  for (const auto& each : at.statement.actions) {
    if (drops && &each == &at.action) return false;
    if (each.kind == Kind::DropIdentity && each.name == at.action.name) return true;
  }
  return false;
}

void describe_default(const Alteration& at) {
  // DROP goes before ADD COLUMN, SET behind it.
  const bool drops = at.action.kind == Kind::DropDefault;
  const auto* column =
      drops ? at.out.column(at.table, at.action.name) : own_column(at, at.action.name);
  if (column == nullptr) return;
  if (column->identity != Identity::None && !loses_identity(at)) {
    return at.out.fail("42601", about(at, "is an identity column"));
  }
  if (column->generated != Generated::None) {
    return at.out.fail("42601", about(at, "is a generated column"));
  }
  refuse_new_labels(at.out, at.action.expression, column->type);
  if (drops && column->default_value && column->not_null) {
    at.out.breaks(Broken::What::NeedsValue, at.table, at.action.name);
  }
}

void describe_expression(const Alteration& at) {
  const auto* column = at.out.column(at.table, at.action.name);
  if (column != nullptr && column->generated == Generated::None) {
    if (!at.action.if_exists) at.out.fail("55000", about(at, "is not a generated column"));
    return;
  }
  const bool computed_on_read = column != nullptr && column->generated == Generated::Virtual;
  if (at.action.kind == Kind::SetExpression) {
    if (!computed_on_read) at.out.rewrite(at.table, Why::StoredGenerated, at.action.name);
  } else if (computed_on_read) {
    at.out.fail("0A000", "ALTER TABLE / DROP EXPRESSION is not supported for virtual columns");
  }
}

void describe_identity(const Alteration& at) {
  if (at.action.kind == Kind::AddIdentity) {
    return add_identity(at, own_column(at, at.action.name));
  }
  const auto* column = at.out.column(at.table, at.action.name);
  if (column != nullptr && column->identity == Identity::None) {
    if (!at.action.if_exists) at.out.fail("55000", about(at, "is not an identity column"));
    return;
  }
  const auto sequence = sequence_of(at);
  if (sequence.name.empty()) return at.out.uncertain();
  if (at.action.kind == Kind::SetIdentity) {
    return at.out.lock(sequence, LockMode::ShareRowExclusive);
  }
  at.out.lock(sequence, LockMode::AccessExclusive);
  at.out.drop(sequence);
  if (column != nullptr && column->not_null) {
    at.out.breaks(Broken::What::NeedsValue, at.table, at.action.name);
  }
}

bool proved_not_null(const Builder& out, const QualifiedName& table, std::string_view column) {
  const auto* found = out.relation(table);
  if (found == nullptr) return false;
  const auto* known = found->column(column);
  if (known != nullptr && known->not_null) return true;
  const bool checks = has(out.version(), Behaviour::CheckProvesNotNull);
  return std::any_of(found->constraints.begin(), found->constraints.end(), [&](const auto& each) {
    const bool proves = checks || each.kind == ConstraintKind::NotNull;
    return proves && each.validated && each.proves_not_null.contains(std::string{column});
  });
}

namespace {

/// By an action that stands before this one.
bool dropped_before(const Alteration& at, std::string_view constraint) {
  for (const auto& each : at.statement.actions) {
    if (&each == &at.action) return false;
    if (each.kind == Kind::DropConstraint && each.name == constraint) return true;
  }
  return false;
}

bool drops_proof(const Alteration& at, const QualifiedName& table) {
  const auto* found = at.out.relation(table);
  const auto& actions = at.statement.actions;
  return found != nullptr && std::any_of(actions.begin(), actions.end(), [&](const auto& each) {
           const auto* dropped =
               each.kind == Kind::DropConstraint ? found->constraint(each.name) : nullptr;
           return dropped != nullptr &&
                  dropped->proves_not_null.contains(std::string{at.action.name});
         });
}

}  // namespace

void describe_set_not_null(const Alteration& at) {
  const auto* column = own_column(at, at.action.name);
  if (column != nullptr && column->not_null) return;
  at.out.breaks(Broken::What::Restriction, at.table, at.action.name);
  const auto leaves =
      at.statement.only ? std::vector<QualifiedName>{at.table} : at.out.leaves(at.table);
  for (const auto& leaf : leaves) {
    // A constraint that the same statement drops is gone by then.
    const bool proved = proved_not_null(at.out, leaf, at.action.name) && !drops_proof(at, leaf);
    if (!proved) at.out.scan_one(leaf, Why::ProveNotNull, at.action.name);
  }
}

void describe_drop_not_null(const Alteration& at) {
  const auto* column = at.out.column(at.table, at.action.name);
  if (column == nullptr) return;
  const auto* key = at.relation()->primary_key();
  if (key != nullptr && dropped_before(at, key->name)) key = nullptr;
  if (column->identity != Identity::None && !loses_identity(at)) {
    at.out.fail("42601", about(at, "is an identity column"));
  } else if (key != nullptr && std::find(key->columns.begin(), key->columns.end(),
                                         at.action.name) != key->columns.end()) {
    at.out.fail("42P16", about(at, "is in a primary key"));
  }
}

}  // namespace pgstage::effects
