#include "pgstage/sql/column_use.hpp"

#include <algorithm>
#include <set>

#include "decode.hpp"
#include "walk.hpp"

namespace pgstage::sql {
namespace {

bool is_table(const RangeVar* relation, const QualifiedName& table) {
  const auto name = name_of(relation);
  return name.name == table.name && (name.schema.empty() || name.schema == table.schema);
}

/// What the query calls the table.
std::set<std::string_view> names_in(const Node* query, const QualifiedName& table) {
  std::set<std::string_view> out;
  walk(query, [&](const Node* node) {
    if (!is(node, T_RangeVar)) return;
    const auto* relation = cast<RangeVar>(node);
    if (!is_table(relation, table)) return;
    out.insert(relation->alias != nullptr ? text(relation->alias->aliasname)
                                          : text(relation->relname));
  });
  return out;
}

class ColumnSeeker {
 public:
  ColumnSeeker(const Node* query, const QualifiedName& table, std::string_view column)
      : table_(table), column_(column), names_(names_in(query, table)) {}

  bool names_table() const { return !names_.empty(); }
  bool found() const { return found_; }

  void look_at(const Node* node) {
    switch (node->type) {
      case T_ColumnRef:
        return look_at_reference(cast<ColumnRef>(node));
      case T_InsertStmt:
        return look_at_insert(cast<InsertStmt>(node));
      case T_UpdateStmt:
        return look_at_update(cast<UpdateStmt>(node));
      case T_MergeStmt:
        return look_at_merge(cast<MergeStmt>(node));
      case T_JoinExpr:
        return look_at_join(cast<JoinExpr>(node));
      default:
        return;
    }
  }

 private:
  void look_at_reference(const ColumnRef* reference) {
    const int parts = size(reference->fields);
    const Node* name = last<Node>(reference->fields);
    if (is(name, T_A_Star)) return;
    if (parts == 1) {
      found_ |= string_value(name) == column_;
      return;
    }
    // `t.column`, `schema.t.column`; or `t.column.field` of a composite, `column.field` even.
    bool of_table = false;
    for (const Node* part : Elements<Node>(reference->fields)) {
      if (is(part, T_A_Star)) continue;
      const auto word = string_value(part);
      found_ |= of_table && word == column_;
      of_table = names_.contains(word);
    }
  }

  void look_at_targets(const List* targets) {
    for (const ResTarget* target : Elements<ResTarget>(targets)) {
      found_ |= text(target->name) == column_;
    }
  }

  void look_at_insert(const InsertStmt* insert) {
    if (!is_table(insert->relation, table_)) return;
    found_ |= insert->cols == nullptr && insert->selectStmt != nullptr;
    look_at_targets(insert->cols);
    const auto* conflict = insert->onConflictClause;
    if (conflict == nullptr) return;
    look_at_targets(conflict->targetList);
    if (conflict->infer == nullptr) return;
    for (const IndexElem* element : Elements<IndexElem>(conflict->infer->indexElems)) {
      found_ |= text(element->name) == column_;
    }
  }

  void look_at_update(const UpdateStmt* update) {
    if (is_table(update->relation, table_)) look_at_targets(update->targetList);
  }

  void look_at_merge(const MergeStmt* merge) {
    if (!is_table(merge->relation, table_)) return;
    for (const MergeWhenClause* when : Elements<MergeWhenClause>(merge->mergeWhenClauses)) {
      found_ |=
          when->commandType == CMD_INSERT && when->targetList == nullptr && when->values != nullptr;
      look_at_targets(when->targetList);
    }
  }

  void look_at_join(const JoinExpr* join) {
    for (const Node* column : Elements<Node>(join->usingClause)) {
      found_ |= string_value(column) == column_;
    }
  }

  const QualifiedName& table_;
  std::string_view column_;
  std::set<std::string_view> names_;
  bool found_ = false;
};

const Node* root_of(const Expression& expression) { return cast<Node>(expression.node); }

}  // namespace

bool uses_table(const Expression& query, const QualifiedName& table) {
  return !names_in(root_of(query), table).empty();
}

bool uses_column(const Expression& query, const QualifiedName& table, std::string_view column) {
  ColumnSeeker seeker(root_of(query), table, column);
  if (!seeker.names_table()) return false;
  walk(root_of(query), [&](const Node* node) { seeker.look_at(node); });
  return seeker.found();
}

}  // namespace pgstage::sql
