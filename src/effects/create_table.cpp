#include "statements.hpp"

namespace pgstage::effects {
namespace {

void describe_parents(Builder& out, const sql::CreateTable& statement) {
  for (const auto& written : statement.inherits) {
    const auto parent = out.existing(written);
    // PARTITION OF changes the parent's list of partitions under its strongest lock; plain
    // inheritance only keeps the parent from changing.
    out.lock(parent,
             statement.partition_of ? LockMode::AccessExclusive : LockMode::ShareUpdateExclusive);
    const auto* found = out.relation(parent);
    if (found == nullptr || !statement.partition_of) continue;
    for (const auto& child : found->children) {
      const auto* sibling = out.relation(child);
      if (sibling == nullptr || !sibling->is_default_partition) continue;
      out.lock(child, LockMode::AccessExclusive);
      out.scan(child, Why::ProvePartitionBound, statement.name.name);
    }
    for (const auto& constraint : found->constraints) {
      if (constraint.kind == ConstraintKind::ForeignKey) {
        out.lock(constraint.referenced, LockMode::ShareRowExclusive);
      }
    }
  }
}

void describe_foreign_keys(Builder& out, const QualifiedName& table,
                           const std::vector<sql::ConstraintDefinition>& constraints) {
  for (const auto& constraint : constraints) {
    if (constraint.kind == ConstraintKind::ForeignKey) lock_referenced(out, constraint, table);
  }
}

void describe_reads(Builder& out, const sql::Expression& query, bool with_data) {
  const auto facts = sql::facts(query);
  if (!facts.whole) out.uncertain();
  for (const auto& use : facts.relations) {
    const auto relation = out.existing(use.name);
    out.lock(relation, LockMode::AccessShare);
    if (with_data) out.scan(relation, Why::Query);
  }
}

}  // namespace

void describe(Builder& out, const sql::CreateTable& statement) {
  const bool temporary = statement.persistence == Persistence::Temporary;
  const auto name = temporary ? QualifiedName{"pg_temp", std::string{statement.name.name}}
                              : out.session().resolve_new(statement.name);
  if (out.relation(name) != nullptr) {
    if (statement.if_not_exists) return;
    out.fail("42P07", "relation \"" + name.name + "\" already exists");
  }
  out.create(name);
  describe_parents(out, statement);
  for (const auto& like : statement.likes) {
    out.lock(out.existing(like.source), LockMode::AccessShare);
  }
  for (const auto& column : statement.columns) {
    describe_foreign_keys(out, name, column.constraints);
  }
  describe_foreign_keys(out, name, statement.constraints);
}

void describe(Builder& out, const sql::CreateTableAs& statement) {
  const auto name = out.session().resolve_new(statement.name);
  if (out.relation(name) != nullptr) {
    if (statement.if_not_exists) return;
    out.fail("42P07", "relation \"" + name.name + "\" already exists");
  }
  out.create(name);
  describe_reads(out, statement.query, statement.with_data);
}

void describe(Builder& out, const sql::CreateView& statement) {
  const auto name = out.session().resolve_new(statement.name);
  const auto* old = out.relation(name);
  if (old != nullptr && !statement.replace) {
    out.fail("42P07", "relation \"" + name.name + "\" already exists");
  }
  if (old == nullptr) out.create(name);
  if (old != nullptr) out.lock(name, LockMode::AccessExclusive);
  describe_reads(out, statement.query, false);
}

}  // namespace pgstage::effects
