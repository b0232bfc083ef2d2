#include <algorithm>
#include <set>

#include "circles.hpp"
#include "columns.hpp"
#include "enum_labels.hpp"
#include "indexes.hpp"
#include "partitions.hpp"
#include "statements.hpp"

namespace pgstage::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;

/// PARTITION OF changes the parent's list of partitions under its strongest lock; plain inheritance
/// only keeps the parent from changing.
void describe_parents(Builder& out, const sql::CreateTable& statement) {
  std::set<QualifiedName> parents;
  for (const auto& written : statement.inherits) {
    const auto name = out.existing(written);
    if (!parents.insert(name).second) {
      out.fail("42P07", "relation \"" + name.name + "\" would be inherited from more than once");
    }
    const auto* parent = out.relation(name);
    out.lock(name,
             statement.partition_of ? LockMode::AccessExclusive : LockMode::ShareUpdateExclusive);
    if (parent == nullptr || !statement.partition_of) continue;
    refuse_unpartitioned(out, *parent);
    refuse_overlap(out, *parent, statement.bound);
    refuse_new_labels(out, statement.bound, *parent);
    close_default(out, *parent, statement.bound, statement.name.name);
    lock_referencing(out, *parent);
    // Each is told of the new part.
    out.lock_indexes_of(name, LockMode::ShareUpdateExclusive);
    for (const auto& constraint : parent->constraints) {
      if (constraint.kind == ConstraintKind::ForeignKey) {
        out.lock_tree(constraint.referenced, LockMode::ShareRowExclusive);
      }
    }
  }
}

/// The table as far as refusals look at it.
Relation draft_of(const Builder& out, const QualifiedName& name,
                  const sql::CreateTable& statement) {
  Relation draft;
  draft.name = name;
  draft.persistence = statement.persistence;
  draft.partition_key = {statement.partition_key.begin(), statement.partition_key.end()};
  draft.columns.reserve(statement.columns.size());
  for (const auto& column : statement.columns) {
    draft.columns.push_back({.name = std::string{column.name},
                             .type = catalog::resolve_type(column.type, out.catalog())});
  }
  return draft;
}

void describe_constraint(Builder& out, const Relation& table, bool partitioned,
                         const sql::ConstraintDefinition& constraint, std::string_view column) {
  if (constraint.kind == ConstraintKind::ForeignKey) {
    lock_referenced(out, constraint, table.name);
    return refuse_foreign_key(out, &table, constraint, column);
  }
  refuse_new_labels(out, constraint.expression, table.columns);
  const bool unique =
      constraint.kind == ConstraintKind::Unique || constraint.kind == ConstraintKind::PrimaryKey;
  if (!unique || !partitioned) return;
  auto columns = constraint.columns;
  if (columns.empty()) columns.push_back(column);
  refuse_missing_key(out, table, columns);
}

int primary_keys(const std::vector<sql::ConstraintDefinition>& constraints) {
  return static_cast<int>(
      std::count_if(constraints.begin(), constraints.end(),
                    [](const auto& each) { return each.kind == ConstraintKind::PrimaryKey; }));
}

void refuse_columns(Builder& out, const sql::CreateTable& statement, const Relation& draft) {
  std::set<std::string_view> seen;
  int keys = primary_keys(statement.constraints);
  for (const auto& column : statement.columns) keys += primary_keys(column.constraints);
  for (const auto& column : draft.columns) {
    refuse_system_column(out, column.name);
    need_type(out, column.type, draft.name);
    if (!seen.insert(column.name).second) {
      out.fail("42701", "column \"" + column.name + "\" specified more than once");
    }
  }
  if (keys > 1) out.fail("42P16", "multiple primary keys are not allowed");
  refuse_too_many_columns(out, statement.columns.size());
}

void refuse_schema(Builder& out, const QualifiedName& name) {
  if (!out.catalog().complete() || out.catalog().has_schema(name.schema)) return;
  if (name.schema.starts_with("pg_")) return;
  out.fail("3F000", "schema \"" + name.schema + "\" does not exist");
}

/// `made` is what SELECT … INTO names among the relations.
void describe_reads(Builder& out, const sql::Expression& query, bool with_data,
                    const sql::Name& made) {
  const auto facts = sql::facts(query);
  if (!facts.whole) out.uncertain();
  for (const auto& use : facts.relations) {
    if (use.name == made) continue;
    const auto relation = out.existing(use.name);
    if (with_data) refuse_circular_view(out, relation);
    out.lock_tree(relation, LockMode::AccessShare);
    if (with_data && !selects_by_index(out, relation, query)) out.scan(relation, Why::Query);
  }
}

/// A view that is replaced keeps its columns: more may only follow.
void refuse_fewer_columns(Builder& out, const Relation& old, const sql::CreateView& statement) {
  const auto select = sql::plain_select(statement.query);
  if (!select || old.columns.empty()) return;
  const auto& outputs = select->outputs;
  if (std::any_of(outputs.begin(), outputs.end(),
                  [](const auto& output) { return output.name.empty(); })) {
    return;
  }
  const auto name_at = [&](std::size_t i) {
    return i < statement.columns.size() ? statement.columns[i] : outputs[i].name;
  };
  for (std::size_t i = 0; i < old.columns.size(); ++i) {
    const auto& name = old.columns[i].name;
    if (name.empty() || (i < outputs.size() && name_at(i) == name)) continue;
    return out.fail(
        "42P16", "cannot drop or rename column \"" + name + "\" of view \"" + old.name.name + "\"");
  }
  const auto* source = out.relation(out.session().resolve(select->relation));
  const auto count = source == nullptr ? 0 : std::min(old.columns.size(), outputs.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto* column = source->column(outputs[i].column);
    const auto& type = old.columns[i].type;
    if (column == nullptr || type.name.name.empty() || column->type == type) continue;
    out.fail("42P16", "cannot change data type of view column \"" + old.columns[i].name + "\"");
  }
}

void require_columns(Builder& out, const sql::Expression& query) {
  const auto select = sql::plain_select(query);
  if (!select) return;
  const auto source = out.session().resolve(select->relation);
  for (const auto& output : select->outputs) {
    if (!output.column.empty()) out.column(source, output.column);
  }
}

}  // namespace

void describe(Builder& out, const sql::CreateTable& statement) {
  const bool temporary = statement.persistence == Persistence::Temporary;
  const auto name = temporary ? QualifiedName{std::string{catalog::kTemporarySchema},
                                              std::string{statement.name.name}}
                              : out.session().resolve_new(statement.name);
  if (out.relation(name) != nullptr && statement.if_not_exists) return;
  out.taken(name);
  out.type_taken(name);
  refuse_schema(out, name);
  const auto draft = draft_of(out, name, statement);
  refuse_columns(out, statement, draft);
  out.create(name);
  describe_parents(out, statement);
  for (const auto& like : statement.likes) {
    out.lock(out.existing(like.source), LockMode::AccessShare);
  }
  for (const auto& column : statement.columns) {
    refuse_new_labels(out, column.default_value, catalog::resolve_type(column.type, out.catalog()));
    for (const auto& constraint : column.constraints) {
      describe_constraint(out, draft, statement.partitioned, constraint, column.name);
    }
  }
  for (const auto& constraint : statement.constraints) {
    describe_constraint(out, draft, statement.partitioned, constraint, {});
  }
}

void describe(Builder& out, const sql::CreateTableAs& statement) {
  const auto name = out.session().resolve_new(statement.name);
  if (out.relation(name) != nullptr && statement.if_not_exists) return;
  out.taken(name);
  out.type_taken(name);
  out.create(name);
  describe_reads(out, statement.query, statement.with_data, statement.name);
}

void describe(Builder& out, const sql::CreateView& statement) {
  const auto name = out.session().resolve_new(statement.name);
  const auto* old = out.relation(name);
  require_columns(out, statement.query);
  describe_reads(out, statement.query, false, {});
  if (old == nullptr || !statement.replace) {
    out.taken(name);
    out.type_taken(name);
    return out.create(name);
  }
  if (old->known && old->kind != RelationKind::View) {
    return out.fail("42809", "\"" + name.name + "\" is not a view");
  }
  out.lock(name, LockMode::AccessExclusive);
  refuse_fewer_columns(out, *old, statement);
}

void describe(Builder& out, const sql::CreateSchema& statement) {
  const bool there = out.catalog().has_schema(statement.name);
  if (there && !statement.if_not_exists) {
    out.fail("42P06", "schema \"" + std::string{statement.name} + "\" already exists");
  }
}

}  // namespace pgstage::effects
