#include <algorithm>

#include "alter_table.hpp"
#include "circles.hpp"
#include "columns.hpp"
#include "enum_labels.hpp"
#include "indexes.hpp"
#include "statements.hpp"
#include "versions.hpp"

namespace pgstage::effects {
namespace {

bool is_serial(const sql::ColumnDefinition& column) {
  return column.type.name.schema.empty() &&
         column.type.name.name.find("serial") != std::string_view::npos;
}

bool has_default(const sql::ColumnDefinition& column) {
  return column.default_value && !sql::is_null_constant(column.default_value);
}

bool is_virtual(const sql::ColumnDefinition& column) {
  return column.generated == Generated::Virtual;
}

const catalog::UserType* domain_of(const Builder& out, const sql::ColumnDefinition& column) {
  const auto type = catalog::resolve_type(column.type, out.catalog());
  const auto* found = out.catalog().type(type.name);
  const bool domain = found != nullptr && found->kind == catalog::UserType::Kind::Domain;
  return domain ? found : nullptr;
}

bool fills_itself(const Builder& out, const sql::ColumnDefinition& column) {
  const auto* domain = domain_of(out, column);
  return has_default(column) || is_serial(column) || column.identity != Identity::None ||
         column.generated != Generated::None ||
         (domain != nullptr && domain->has_default && !column.default_value);
}

/// `SELECT …` of no relation, with nothing volatile in it.
bool is_steady_body(const Builder& out, const catalog::Function::Overload& function) {
  if (function.language != "sql" || function.body.empty()) return false;
  const auto script = sql::Script::parse(function.body);
  if (script.statements().size() != 1) return false;
  const auto view = script.statements().front().view();
  const auto* query = std::get_if<sql::Query>(&view);
  if (query == nullptr || query->verb != sql::Query::Verb::Select) return false;
  const auto facts = sql::facts(query->whole);
  const auto volatility = catalog::volatility_of(facts, out.catalog());
  return facts.relations.empty() && volatility.volatility != Volatility::Volatile;
}

/// From 12 on an SQL function has been taken for its body when the server looks for volatile calls
/// (contain_volatile_functions() after eval_const_expressions(); measured).
bool is_inlined(const Builder& out, const sql::ExpressionFacts& facts) {
  if (!has(out.version(), Behaviour::DefaultsAreInlined) || !facts.whole) return false;
  return std::all_of(facts.functions.begin(), facts.functions.end(), [&](const auto& name) {
    const auto volatility = catalog::volatility_of({.functions = {name}}, out.catalog());
    if (volatility.volatility != Volatility::Volatile) return true;
    const auto* function = out.catalog().function(out.session().resolve_new(name));
    return function != nullptr && function->overloads.size() == 1 &&
           is_steady_body(out, function->overloads.front());
  });
}

/// Why the new column makes PostgreSQL write every row anew, if it does (ATExecAddColumn).
std::optional<Why> why_rewritten(Builder& out, const sql::ColumnDefinition& column) {
  if (column.generated == Generated::Stored) return Why::StoredGenerated;
  if (is_virtual(column)) return std::nullopt;
  if (column.identity != Identity::None || is_serial(column)) return Why::Identity;
  // From 11 on a default that is not VOLATILE is kept in the catalog (release notes, 11).
  if (has_default(column)) {
    const auto facts = sql::facts(column.default_value);
    const auto volatility = catalog::volatility_of(facts, out.catalog());
    if (!volatility.certain) out.uncertain();
    const bool steady = volatility.volatility != Volatility::Volatile || is_inlined(out, facts);
    if (!steady) return Why::VolatileDefault;
  }
  const auto* domain = domain_of(out, column);
  if (domain != nullptr && domain->constrained) return Why::ConstrainedDomain;
  const bool inherits = domain != nullptr && !column.default_value;
  if (inherits && domain->default_volatility == Volatility::Volatile) return Why::VolatileDefault;
  return std::nullopt;
}

void describe_key(const Alteration& at, const sql::ColumnDefinition& column,
                  const sql::ConstraintDefinition& constraint) {
  const bool primary = constraint.kind == ConstraintKind::PrimaryKey;
  const auto* found = at.relation();
  if (primary && found != nullptr && found->primary_key() != nullptr &&
      !drops_constraint(at, found->primary_key()->name)) {
    at.out.fail("42P16",
                "multiple primary keys for table \"" + at.table.name + "\" are not allowed");
  }
  // One that is new cannot be in a partition key.
  if (at.is_partitioned()) refuse_missing_key(at.out, *found, {column.name});
  const std::string name =
      constraint.name.empty()
          ? at.table.name + (primary ? "_pkey" : "_" + std::string{column.name} + "_key")
          : std::string{constraint.name};
  at.out.scan(at.table, Why::BuildIndex, column.name);
  at.out.build_index(
      {.index = {at.table.schema, name}, .table = at.table, .unique = true, .constraint = true});
}

void describe_column_constraint(const Alteration& at, const sql::ColumnDefinition& column,
                                const sql::ConstraintDefinition& constraint) {
  switch (constraint.kind) {
    case ConstraintKind::Check:
      if (constraint.enforced) at.out.scan(at.table, Why::ValidateCheck, column.name);
      return;
    case ConstraintKind::ForeignKey:
      lock_referenced(at.out, constraint, at.table);
      // Without a default every new value is NULL, and the server does not look (measured).
      if (!column.default_value || !constraint.enforced) return;
      at.out.scan(at.table, Why::ValidateForeignKey, column.name);
      // NULL points nowhere, so that nothing is looked up.
      if (!has_default(column)) return;
      at.out.scan(at.out.session().resolve(constraint.referenced), Why::ValidateForeignKey,
                  column.name);
      return;
    case ConstraintKind::Unique:
    case ConstraintKind::PrimaryKey:
      return describe_key(at, column, constraint);
    default:
      return;
  }
}

/// nextval() and the like lock their sequence as INSERT locks a table, once for every row.
void lock_sequences(Builder& out, const sql::ColumnDefinition& column) {
  for (const auto string : sql::facts(column.default_value).strings) {
    const auto sequence = out.session().resolve(sql::split_name(string));
    const auto* found = out.relation(sequence);
    if (found != nullptr && found->kind == catalog::RelationKind::Sequence) {
      out.lock(sequence, LockMode::RowExclusive);
    }
  }
}

/// Identity columns belong to one table, or, from 17 on, to a partitioned table and its partitions.
void refuse_identity(const Alteration& at, const sql::ColumnDefinition& column) {
  if (column.identity == Identity::None || !at.has_children()) return;
  if (at.is_partitioned() && has(at.out.version(), Behaviour::IdentityOfPartitioned)) return;
  at.out.fail("42P16", "cannot recursively add identity column to table that has child tables");
}

/// A default sees no other column, and a generated column nothing that may change by itself.
void refuse_expression(const Alteration& at, const sql::ColumnDefinition& column) {
  if (!column.default_value) return;
  const auto facts = sql::facts(column.default_value);
  if (column.generated == Generated::None) {
    if (!facts.columns.empty()) at.out.fail("0A000", "cannot use column reference in DEFAULT");
    return;
  }
  const auto volatility = catalog::volatility_of(facts, at.out.catalog());
  const bool changes = volatility.at_best != Volatility::Immutable;
  if (changes && volatility.certain) {
    at.out.fail("42P17", "generation expression is not immutable");
  }
}

/// false: there is one already, and nothing happens.
bool is_new(const Alteration& at, const sql::ColumnDefinition& column) {
  const auto* existing = at.relation();
  if (existing == nullptr || existing->column(column.name) == nullptr) return true;
  if (drops_column(at, column.name)) return true;
  if (!at.action.if_exists) {
    at.out.fail("42701", "column \"" + std::string{column.name} + "\" of relation \"" +
                             at.table.name + "\" already exists");
  }
  return !at.action.if_exists;
}

void describe_not_null(const Alteration& at, const sql::ColumnDefinition& column) {
  if (is_virtual(column)) return at.out.scan(at.table, Why::ProveNotNull, column.name);
  if (fills_itself(at.out, column)) return;
  at.out.scan(at.table, Why::ProveNotNull, column.name);
  at.out.breaks(Broken::What::NeedsValue, at.table, column.name);
  const auto* found = at.relation();
  if (found != nullptr && found->created_in_batch) return;
  at.out.fail("23502",
              "column \"" + std::string{column.name} + "\" of relation \"" + at.table.name +
                  "\" contains null values",
              true);
}

}  // namespace

void describe_add_column(const Alteration& at) {
  const auto& column = *at.action.column;
  if (!is_new(at, column)) return;
  refuse_system_column(at.out, column.name);
  if (at.relation() != nullptr) {
    refuse_too_many_columns(at.out, at.relation()->columns.size() + 1);
  }
  refuse_own_member(at.out, at.table, catalog::resolve_type(column.type, at.out.catalog()));
  refuse_identity(at, column);
  refuse_expression(at, column);
  refuse_new_labels(at.out, column.default_value,
                    catalog::resolve_type(column.type, at.out.catalog()));
  at.out.create(at.table, column.name);
  at.out.breaks(Broken::What::RowShape, at.table, column.name);
  if (const auto why = why_rewritten(at.out, column)) {
    at.out.rewrite(at.table, *why, column.name);
    lock_sequences(at.out, column);
  } else if (column.not_null) {
    describe_not_null(at, column);
  }
  for (const auto& constraint : column.constraints) {
    describe_column_constraint(at, column, constraint);
  }
}

}  // namespace pgstage::effects
