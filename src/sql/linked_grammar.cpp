#include "linked_grammar.hpp"

extern "C" {
// From pg_query_internal.h too.
#if PG_MAJORVERSION_NUM >= 16
PgQueryInternalParsetreeAndError pg_query_raw_parse(const char* input, int parser_options);
#else
PgQueryInternalParsetreeAndError pg_query_raw_parse(const char* input);
#endif
}

namespace pgstage::sql {

#if PG_MAJORVERSION_NUM >= 16

PgQueryInternalParsetreeAndError raw_parse(const char* sql) { return pg_query_raw_parse(sql, 0); }

void visit_children(Node* node, VisitChild visit, void* context) {
  raw_expression_tree_walker(node, visit, context);
}

bool says_storage(const ColumnDef* column) { return column->storage_name != nullptr; }

#else

PgQueryInternalParsetreeAndError raw_parse(const char* sql) { return pg_query_raw_parse(sql); }

void visit_children(Node* node, VisitChild visit, void* context) {
  // Declared in C without its arguments; by way of void, since the types do not match.
  const auto walker = reinterpret_cast<bool (*)()>(reinterpret_cast<void*>(visit));
  raw_expression_tree_walker(node, walker, context);
}

bool says_storage(const ColumnDef*) { return false; }

#endif

#if PG_MAJORVERSION_NUM >= 17

bool sets_expression(const AlterTableCmd* command) { return command->subtype == AT_SetExpression; }

bool is_newer_merge(const MergeStmt* statement) {
  for (const auto* clause : Elements<MergeWhenClause>(statement->mergeWhenClauses)) {
    if (clause->matchKind == MERGE_WHEN_NOT_MATCHED_BY_SOURCE) return true;
  }
  return statement->returningList != nullptr;
}

#else

bool sets_expression(const AlterTableCmd*) { return false; }

bool is_newer_merge(const MergeStmt*) { return false; }

#endif

bool is_newer_parent(NodeTag tag) {
  switch (tag) {
#if PG_MAJORVERSION_NUM >= 16
    case T_JsonAggConstructor:
    case T_JsonArrayAgg:
    case T_JsonArrayConstructor:
    case T_JsonArrayQueryConstructor:
    case T_JsonIsPredicate:
    case T_JsonKeyValue:
    case T_JsonObjectAgg:
    case T_JsonObjectConstructor:
    case T_JsonOutput:
    case T_JsonValueExpr:
#endif
#if PG_MAJORVERSION_NUM >= 17
    case T_JsonArgument:
    case T_JsonBehavior:
    case T_JsonFuncExpr:
    case T_JsonParseExpr:
    case T_JsonScalarExpr:
    case T_JsonSerializeExpr:
    case T_JsonTable:
    case T_JsonTableColumn:
    case T_JsonTablePathSpec:
#endif
#if PG_MAJORVERSION_NUM >= 16
      return true;
#endif
    default:
      return false;
  }
}

int grammar_of(NodeTag tag) {
  switch (tag) {
#if PG_MAJORVERSION_NUM >= 16
    case T_JsonArrayQueryConstructor:
    case T_JsonIsPredicate:
    case T_JsonKeyValue:
    case T_JsonOutput:
      return 16;
#endif
#if PG_MAJORVERSION_NUM >= 17
    case T_JsonArgument:
    case T_JsonBehavior:
    case T_JsonTable:
      return 17;
#endif
    default:
      return 0;
  }
}

int location_of_newer(const Node* node) {
  switch (node->type) {
#if PG_MAJORVERSION_NUM >= 16
    case T_JsonAggConstructor:
      return cast<JsonAggConstructor>(node)->location;
    case T_JsonArrayConstructor:
      return cast<JsonArrayConstructor>(node)->location;
    case T_JsonArrayQueryConstructor:
      return cast<JsonArrayQueryConstructor>(node)->location;
    case T_JsonObjectConstructor:
      return cast<JsonObjectConstructor>(node)->location;
#endif
#if PG_MAJORVERSION_NUM >= 17
    case T_JsonFuncExpr:
      return cast<JsonFuncExpr>(node)->location;
    case T_JsonParseExpr:
      return cast<JsonParseExpr>(node)->location;
    case T_JsonScalarExpr:
      return cast<JsonScalarExpr>(node)->location;
    case T_JsonSerializeExpr:
      return cast<JsonSerializeExpr>(node)->location;
#endif
    default:
      return -1;
  }
}

}  // namespace pgstage::sql
