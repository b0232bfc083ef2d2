// Which grammar first read what the linked one reads. A server that is older answers 42601.
#include "grammar_versions.hpp"

#include <algorithm>

#include "linked_grammar.hpp"
#include "walk.hpp"

namespace pgstage::sql {
namespace {

int needed_by_part(const Node* node) {
  switch (node->type) {
    case T_RangeSubselect:
      return cast<RangeSubselect>(node)->alias == nullptr ? 16 : 0;
    case T_MergeStmt:
      return is_newer_merge(cast<MergeStmt>(node)) ? 17 : 15;
    default:
      return grammar_of(node->type);
  }
}

int needed_by_expression(const Node* root) {
  int needed = 0;
  // There is nothing to be found that the grammar of 15 does not read.
  if (kLinkedGrammar == 15) return needed;
  walk(root, [&](const Node* node) { needed = std::max(needed, needed_by_part(node)); });
  return needed;
}

int needed_by(const Constraint* constraint) {
  return std::max(constraint->nulls_not_distinct ? 15 : 0,
                  needed_by_expression(constraint->raw_expr));
}

int needed_by(const ColumnDef* column) {
  int needed = column->compression != nullptr ? 14 : 0;
  if (says_storage(column)) needed = 16;
  needed = std::max(needed, needed_by_expression(column->raw_default));
  for (const auto* each : Elements<Constraint>(column->constraints)) {
    needed = std::max(needed, needed_by(each));
  }
  return needed;
}

int needed_by_element(const Node* element) {
  if (is(element, T_ColumnDef)) return needed_by(cast<ColumnDef>(element));
  return is(element, T_Constraint) ? needed_by(cast<Constraint>(element)) : 0;
}

int needed_by(const AlterTableCmd* command) {
  switch (command->subtype) {
    case AT_DetachPartition:
      return cast<PartitionCmd>(command->def)->concurrent ? 14 : 0;
    case AT_DetachPartitionFinalize:
    case AT_SetCompression:
      return 14;
    case AT_SetAccessMethod:
      return command->name == nullptr ? 17 : 15;
    case AT_SetStatistics:
      return command->def == nullptr ? 17 : 0;
    case AT_SetStorage:
      return string_value(command->def) == "default" ? 16 : 0;
    case AT_ColumnDefault:
      return needed_by_expression(command->def);
    default:
      if (sets_expression(command)) return std::max(17, needed_by_expression(command->def));
      return needed_by_element(command->def);
  }
}

/// What follows FOR TABLE besides plain tables: schemas, columns, row filters.
int needed_by_published(const List* objects) {
  for (const auto* object : Elements<PublicationObjSpec>(objects)) {
    const auto* table = object->pubtable;
    if (table == nullptr || table->whereClause != nullptr || table->columns != nullptr) return 15;
  }
  return 0;
}

/// ADD NOT NULL.
int needed_by(const AlterDomainStmt* statement) {
  const Node* definition = statement->def;
  if (!is(definition, T_Constraint)) return 0;
  const auto* constraint = cast<Constraint>(definition);
  return constraint->contype == CONSTR_NOTNULL ? 17 : needed_by(constraint);
}

/// Of the database that one is connected to.
bool is_nameless(const ReindexStmt* statement) {
  return statement->relation == nullptr && statement->name == nullptr;
}

template <class Element>
int most(const List* list, int (*needed)(const Element*)) {
  int out = 0;
  for (const auto* each : Elements<Element>(list)) out = std::max(out, needed(each));
  return out;
}

}  // namespace

int grammar_needed(const Node* statement) {
  if (statement == nullptr) return 0;
  switch (statement->type) {
    case T_SelectStmt:
    case T_InsertStmt:
    case T_UpdateStmt:
    case T_DeleteStmt:
      return needed_by_expression(statement);
    case T_MergeStmt:
      return std::max(15, needed_by_expression(statement));
    case T_ViewStmt:
      return needed_by_expression(cast<ViewStmt>(statement)->query);
    case T_CreateTableAsStmt:
      return needed_by_expression(cast<CreateTableAsStmt>(statement)->query);
    case T_AlterDomainStmt:
      return needed_by(cast<AlterDomainStmt>(statement));
    case T_ReindexStmt:
      return is_nameless(cast<ReindexStmt>(statement)) ? 16 : 0;
    case T_CreateStatsStmt:
      return cast<CreateStatsStmt>(statement)->defnames == nullptr ? 16 : 0;
    case T_AlterTableStmt:
      return most<AlterTableCmd>(cast<AlterTableStmt>(statement)->cmds, needed_by);
    case T_CreateStmt:
      return most<Node>(cast<CreateStmt>(statement)->tableElts, needed_by_element);
    case T_IndexStmt:
      return cast<IndexStmt>(statement)->nulls_not_distinct ? 15 : 0;
    case T_CreateTrigStmt:
      return cast<CreateTrigStmt>(statement)->replace ? 14 : 0;
    case T_CreateFunctionStmt:
      return cast<CreateFunctionStmt>(statement)->sql_body != nullptr ? 14 : 0;
    case T_CreatePublicationStmt:
      return needed_by_published(cast<CreatePublicationStmt>(statement)->pubobjects);
    case T_AlterPublicationStmt:
      return needed_by_published(cast<AlterPublicationStmt>(statement)->pubobjects);
    case T_CreateSeqStmt:
      return persistence_of(cast<CreateSeqStmt>(statement)->sequence) == Persistence::Unlogged ? 15
                                                                                               : 0;
    default:
      return 0;
  }
}

}  // namespace pgstage::sql
