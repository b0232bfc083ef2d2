// Which grammar first read what the linked one reads. A server that is older answers 42601.
#include "grammar_versions.hpp"

#include <algorithm>

namespace pgstage::sql {
namespace {

int needed_by(const Constraint* constraint) { return constraint->nulls_not_distinct ? 15 : 0; }

int needed_by(const ColumnDef* column) {
  int needed = column->compression != nullptr ? 14 : 0;
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
      return 15;
    default:
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
    case T_MergeStmt:
      return 15;
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
