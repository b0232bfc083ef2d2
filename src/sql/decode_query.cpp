#include "decode.hpp"
#include "walk.hpp"

namespace pgstage::sql {
namespace {

Query start(Query::Verb verb, const Node* statement) {
  Query out;
  out.verb = verb;
  out.whole = {statement};
  return out;
}

/// The relation that a name of FOR UPDATE OF stands for: an alias or the relation's own.
Name alias_target(const SelectStmt* select, std::string_view name) {
  Name found{{}, name};
  const auto* select_node = cast<Node>(select);
  walk(select_node, [&](const Node* node) {
    if (!is(node, T_RangeVar)) return;
    const auto* relation = cast<RangeVar>(node);
    const auto* alias = relation->alias;
    const auto known = alias == nullptr ? text(relation->relname) : text(alias->aliasname);
    if (known == name) found = name_of(relation);
  });
  return found;
}

Query decode_select(const SelectStmt* statement) {
  Query out = start(Query::Verb::Select, cast<Node>(statement));
  out.where = {statement->whereClause};
  out.has_source = size(statement->fromClause) > 0;
  out.has_with = statement->withClause != nullptr;
  out.limited = statement->limitCount != nullptr && size(statement->sortClause) == 0 &&
                size(statement->groupClause) == 0;
  for (const auto* lock : Elements<LockingClause>(statement->lockingClause)) {
    for (const RangeVar* relation : Elements<RangeVar>(lock->lockedRels)) {
      out.locked.push_back(alias_target(statement, relation->relname));
    }
  }
  return out;
}

void take_rows(Query& out, const List* rows) {
  for (const List* row : Elements<List>(rows)) {
    auto& values = out.rows.emplace_back();
    for (const Node* value : Elements<Node>(row)) values.push_back(constant_text(value));
  }
}

void take_resolved(Query& out, const OnConflictClause* conflict) {
  for (const ResTarget* target : Elements<ResTarget>(conflict->targetList)) {
    out.assigns_parts |= size(target->indirection) > 0;
    out.resolved.push_back(text(target->name));
  }
}

Query decode_insert(const InsertStmt* statement) {
  Query out = start(Query::Verb::Insert, cast<Node>(statement));
  out.target = name_of(statement->relation);
  const auto* source = cast<SelectStmt>(statement->selectStmt);
  out.has_source = source != nullptr && source->valuesLists == nullptr;
  out.default_values = source == nullptr;
  if (out.has_source) out.source = {source};
  out.overriding = statement->override == OVERRIDING_SYSTEM_VALUE ||
                   statement->override == OVERRIDING_USER_VALUE;
  if (const auto* conflict = statement->onConflictClause; conflict != nullptr) {
    out.infers_index = conflict->infer != nullptr;
    take_resolved(out, conflict);
  }
  for (const ResTarget* column : Elements<ResTarget>(statement->cols)) {
    out.assigns_parts |= size(column->indirection) > 0;
    out.inserted.push_back(text(column->name));
  }
  if (source != nullptr) take_rows(out, source->valuesLists);
  out.has_with = statement->withClause != nullptr;
  out.returning = size(statement->returningList) > 0;
  return out;
}

void decode_target(const RangeVar* relation, Query& out) {
  out.target = name_of(relation);
  out.only = !relation->inh;
  if (relation->alias != nullptr) out.alias = text(relation->alias->aliasname);
}

Query decode_update(const UpdateStmt* statement, Origin origin) {
  Query out = start(Query::Verb::Update, cast<Node>(statement));
  decode_target(statement->relation, out);
  for (const ResTarget* target : Elements<ResTarget>(statement->targetList)) {
    out.assigns_parts |= size(target->indirection) > 0 || is(target->val, T_MultiAssignRef);
    out.assigned.push_back(text(target->name));
    out.values.push_back(origin.located(target->val));
  }
  out.where = origin.located(statement->whereClause);
  out.has_source = size(statement->fromClause) > 0;
  out.has_with = statement->withClause != nullptr;
  out.returning = size(statement->returningList) > 0;
  return out;
}

Query decode_delete(const DeleteStmt* statement, Origin origin) {
  Query out = start(Query::Verb::Delete, cast<Node>(statement));
  decode_target(statement->relation, out);
  out.where = origin.located(statement->whereClause);
  out.has_source = size(statement->usingClause) > 0;
  out.has_with = statement->withClause != nullptr;
  out.returning = size(statement->returningList) > 0;
  return out;
}

Query decode_merge(const MergeStmt* statement) {
  Query out = start(Query::Verb::Merge, cast<Node>(statement));
  out.target = name_of(statement->relation);
  out.has_source = true;
  out.has_with = statement->withClause != nullptr;
  return out;
}

}  // namespace

bool is_query(const Node* node) {
  if (node == nullptr) return false;
  switch (node->type) {
    case T_SelectStmt:
    case T_InsertStmt:
    case T_UpdateStmt:
    case T_DeleteStmt:
    case T_MergeStmt:
      return true;
    default:
      return false;
  }
}

Query decode_query(const Node* statement, Origin origin) {
  switch (statement->type) {
    case T_InsertStmt:
      return decode_insert(cast<InsertStmt>(statement));
    case T_UpdateStmt:
      return decode_update(cast<UpdateStmt>(statement), origin);
    case T_DeleteStmt:
      return decode_delete(cast<DeleteStmt>(statement), origin);
    case T_MergeStmt:
      return decode_merge(cast<MergeStmt>(statement));
    default:
      return decode_select(cast<SelectStmt>(statement));
  }
}

}  // namespace pgstage::sql
