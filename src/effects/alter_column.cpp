#include <algorithm>

#include "alter_table.hpp"
#include "statements.hpp"

namespace pgstage::effects {
namespace {

bool is_serial(const sql::ColumnDefinition& column) {
  return column.type.name.schema.empty() &&
         column.type.name.name.find("serial") != std::string_view::npos;
}

bool has_default(const sql::ColumnDefinition& column) {
  return column.default_value && !sql::is_null_constant(column.default_value);
}

bool fills_itself(const sql::ColumnDefinition& column) {
  return has_default(column) || is_serial(column) || column.identity != Identity::None ||
         column.generated != Generated::None;
}

bool is_constrained_domain(const Builder& out, const sql::ColumnDefinition& column) {
  const auto type = catalog::resolve_type(column.type, out.catalog());
  const auto* found = out.catalog().type(type.name);
  return found != nullptr && found->kind == catalog::UserType::Kind::Domain && found->constrained;
}

/// Why the new column makes PostgreSQL write every row anew, if it does (ATExecAddColumn).
std::optional<Why> why_rewritten(Builder& out, const sql::ColumnDefinition& column) {
  if (column.generated == Generated::Stored) return Why::StoredGenerated;
  if (column.identity != Identity::None || is_serial(column)) return Why::Identity;
  // From 11 on a default that is not VOLATILE is kept in the catalog (release notes, 11).
  if (has_default(column)) {
    const auto volatility = catalog::volatility_of(sql::facts(column.default_value), out.catalog());
    if (!volatility.certain) out.uncertain();
    if (volatility.volatility == Volatility::Volatile) return Why::VolatileDefault;
  }
  if (is_constrained_domain(out, column)) return Why::ConstrainedDomain;
  return std::nullopt;
}

void describe_column_constraint(Builder& out, const QualifiedName& table,
                                const sql::ColumnDefinition& column,
                                const sql::ConstraintDefinition& constraint) {
  switch (constraint.kind) {
    case ConstraintKind::Check:
      out.scan(table, Why::ValidateCheck, column.name);
      return;
    case ConstraintKind::ForeignKey:
      lock_referenced(out, constraint, table);
      // Without a default every new value is NULL, and the server does not look (measured).
      if (!has_default(column)) return;
      out.scan(table, Why::ValidateForeignKey, column.name);
      out.scan(out.session().resolve(constraint.referenced), Why::ValidateForeignKey, column.name);
      return;
    case ConstraintKind::Unique:
    case ConstraintKind::PrimaryKey: {
      const bool key = constraint.kind == ConstraintKind::PrimaryKey;
      const std::string name =
          constraint.name.empty()
              ? table.name + (key ? "_pkey" : "_" + std::string{column.name} + "_key")
              : std::string{constraint.name};
      out.scan(table, Why::BuildIndex, column.name);
      out.build_index(
          {.index = {table.schema, name}, .table = table, .unique = true, .constraint = true});
      return;
    }
    default:
      return;
  }
}

/// Foreign keys over the column, from either side, whose other table is locked as well.
std::vector<QualifiedName> foreign_key_peers(const Builder& out, const QualifiedName& table,
                                             std::string_view column) {
  std::vector<QualifiedName> peers;
  const std::string name{column};
  const auto holds = [&](const std::vector<std::string>& columns) {
    return std::find(columns.begin(), columns.end(), name) != columns.end();
  };
  if (const auto* found = out.relation(table)) {
    for (const auto& each : found->constraints) {
      if (each.kind == ConstraintKind::ForeignKey && holds(each.columns)) {
        peers.push_back(each.referenced);
      }
    }
  }
  for (const auto& other : out.catalog().referencing(table)) {
    for (const auto& each : out.relation(other)->constraints) {
      if (each.referenced == table && holds(each.referenced_columns)) peers.push_back(other);
    }
  }
  return peers;
}

/// `USING c` and `USING c::type` say no more than leaving USING out.
bool using_is_trivial(const sql::AlterAction& action, const Builder& out) {
  if (!action.expression) return true;
  const auto facts = sql::facts(action.expression);
  if (!facts.functions.empty() || facts.columns.size() != 1 || facts.columns[0] != action.name) {
    return false;
  }
  if (sql::plain_column(action.expression) == action.name) return true;
  const auto cast = sql::plain_cast(action.expression);
  if (!cast) return false;
  return catalog::resolve_type(*cast, out.catalog()) ==
         catalog::resolve_type(action.type, out.catalog());
}

void rebuild_indexes_over(Builder& out, const QualifiedName& table, std::string_view column) {
  const auto* found = out.relation(table);
  if (found == nullptr) return;
  for (const auto& index : found->indexes) {
    if (!index.mentions.contains(std::string{column})) continue;
    out.build_index({.index = {table.schema, index.name}, .table = table, .why = Why::ChangeType});
    out.scan(table, Why::ChangeType, column);
  }
}

void recheck_constraints_over(Builder& out, const QualifiedName& table, std::string_view column) {
  const auto* found = out.relation(table);
  if (found == nullptr) return;
  for (const auto& each : found->constraints) {
    const bool over =
        std::find(each.columns.begin(), each.columns.end(), column) != each.columns.end();
    if (each.kind == ConstraintKind::Check && each.validated && over) {
      out.scan(table, Why::ValidateCheck, each.name);
    }
  }
}

/// A view, or a column generated from it, makes the server refuse (0A000).
void refuse_dependents(Builder& out, const QualifiedName& table, std::string_view column) {
  for (const auto& reader : out.catalog().readers(table)) {
    for (const auto& reads : out.relation(reader)->reads) {
      if (reads.relation != table || !reads.columns.contains(std::string{column})) continue;
      out.fail("0A000", "cannot alter type of a column used by view \"" + reader.name + "\"");
    }
  }
}

}  // namespace

void describe_add_column(Builder& out, const QualifiedName& table, const sql::AlterAction& action) {
  const auto& column = *action.column;
  const auto* existing = out.relation(table);
  if (existing != nullptr && existing->column(column.name) != nullptr) {
    if (action.if_exists) return;
    out.fail("42701", "column \"" + std::string{column.name} + "\" of relation \"" + table.name +
                          "\" already exists");
  }
  out.create(table, column.name);
  out.breaks(Broken::What::RowShape, table, column.name);
  const bool wants_value = column.not_null;
  if (const auto why = why_rewritten(out, column)) {
    out.rewrite(table, *why, column.name);
  } else if (wants_value && !fills_itself(column)) {
    out.scan(table, Why::ProveNotNull, column.name);
    out.fail("23502",
             "column \"" + std::string{column.name} + "\" of relation \"" + table.name +
                 "\" contains null values",
             true);
  }
  if (wants_value && !fills_itself(column)) {
    out.breaks(Broken::What::NeedsValue, table, column.name);
  }
  for (const auto& constraint : column.constraints) {
    describe_column_constraint(out, table, column, constraint);
  }
}

void describe_drop_column(Builder& out, const QualifiedName& table,
                          const sql::AlterAction& action) {
  if (action.if_exists) {
    const auto* found = out.relation(table);
    if (found != nullptr && found->known && found->column(action.name) == nullptr) return;
  } else {
    out.column(table, action.name);
  }
  for (const auto& peer : foreign_key_peers(out, table, action.name)) {
    out.lock(peer, LockMode::AccessExclusive);
  }
  if (const auto* found = out.relation(table)) {
    for (const auto& index : found->indexes) {
      if (!index.mentions.contains(std::string{action.name})) continue;
      out.lock_index({table.schema, index.name}, LockMode::AccessExclusive);
    }
  }
  out.destroy(Destroyed::What::Column, table, action.name);
  out.breaks(Broken::What::Gone, table, action.name);
  out.breaks(Broken::What::RowShape, table, action.name);
}

void describe_drop_default(Builder& out, const QualifiedName& table,
                           const sql::AlterAction& action) {
  const auto* column = out.column(table, action.name);
  const bool filled =
      column != nullptr && (column->default_value || column->identity != Identity::None);
  if (filled && column->not_null) out.breaks(Broken::What::NeedsValue, table, action.name);
}

void describe_change_type(Builder& out, const QualifiedName& table,
                          const sql::AlterAction& action) {
  const auto* column = out.column(table, action.name);
  const auto to = catalog::resolve_type(action.type, out.catalog());
  for (const auto& peer : foreign_key_peers(out, table, action.name)) {
    out.lock(peer, LockMode::AccessExclusive);
  }
  refuse_dependents(out, table, action.name);
  if (column == nullptr) {
    // The old type decides, and it is not known.
    out.uncertain();
    out.breaks(Broken::What::Type, table, action.name);
    out.rewrite(table, Why::ChangeType, action.name);
    return;
  }
  const auto change =
      type_change(column->type, to, !using_is_trivial(action, out), out.session(), out.version());
  if (!change.certain) out.uncertain();
  if (column->type.name != to.name) out.breaks(Broken::What::Type, table, action.name);
  if (change.rewrite) return out.rewrite(table, Why::ChangeType, action.name);
  if (change.index_rebuild || !action.collation.name.empty()) {
    rebuild_indexes_over(out, table, action.name);
  }
  recheck_constraints_over(out, table, action.name);
}

bool proved_not_null(const Builder& out, const QualifiedName& table, std::string_view column,
                     const sql::AlterTable& statement) {
  const auto* found = out.relation(table);
  if (found == nullptr) return false;
  const auto* known = found->column(column);
  if (known != nullptr && known->not_null) return true;
  if (out.version().major < 12) return false;
  const auto dropped = [&](const std::string& name) {
    return std::any_of(statement.actions.begin(), statement.actions.end(), [&](const auto& each) {
      return each.kind == sql::ActionKind::DropConstraint && each.name == name;
    });
  };
  return std::any_of(found->constraints.begin(), found->constraints.end(), [&](const auto& each) {
    return each.validated && each.proves_not_null.contains(std::string{column}) &&
           !dropped(each.name);
  });
}

void describe_set_not_null(Builder& out, const QualifiedName& table,
                           const sql::AlterTable& statement, const sql::AlterAction& action) {
  const auto* column = out.column(table, action.name);
  if (column != nullptr && column->not_null) return;
  out.breaks(Broken::What::Restriction, table, action.name);
  for (const auto& leaf : out.leaves(table)) {
    if (!proved_not_null(out, leaf, action.name, statement)) {
      out.scan(leaf, Why::ProveNotNull, action.name);
    }
  }
}

}  // namespace pgstage::effects
