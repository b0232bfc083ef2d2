#include "clauses.hpp"
#include "decode.hpp"

namespace pgstage::sql {
namespace {

bool has_option(const List* options, std::string_view name) {
  for (const DefElem* option : Elements<DefElem>(options)) {
    if (text(option->defname) == name) return true;
  }
  return false;
}

std::optional<ConstraintKind> constraint_kind(ConstrType type) {
  switch (type) {
    case CONSTR_CHECK:
      return ConstraintKind::Check;
    case CONSTR_FOREIGN:
      return ConstraintKind::ForeignKey;
    case CONSTR_UNIQUE:
      return ConstraintKind::Unique;
    case CONSTR_PRIMARY:
      return ConstraintKind::PrimaryKey;
    case CONSTR_EXCLUSION:
      return ConstraintKind::Exclusion;
    case CONSTR_NOTNULL:
      return ConstraintKind::NotNull;
    default:
      return std::nullopt;
  }
}

std::vector<std::string_view> exclusion_columns(const Constraint* constraint) {
  std::vector<std::string_view> out;
  for (const List* pair : Elements<List>(constraint->exclusions)) {
    const auto* element = first<IndexElem>(pair);
    if (element != nullptr && element->name != nullptr) out.push_back(text(element->name));
  }
  return out;
}

bool is_serial(const TypeName& type) {
  if (!type.name.schema.empty()) return false;
  for (const std::string_view serial :
       {"serial", "serial4", "bigserial", "serial8", "smallserial", "serial2"}) {
    if (type.name.name == serial) return true;
  }
  return false;
}

/// Where the clause behind this one begins, or 0. COLLATE is one of them, but not in their list.
std::size_t next_clause(const ColumnDef* column, int index, Origin origin) {
  const auto begin_of = [&](int i) {
    return origin.at(cast<Constraint>(column->constraints->elements[i].ptr_value)->location);
  };
  const auto next = index + 1 < size(column->constraints) ? begin_of(index + 1) : 0;
  if (column->collClause == nullptr) return next;
  const auto collation = origin.at(column->collClause->location);
  const bool between = collation > begin_of(index) && (next == 0 || collation < next);
  return between ? collation : next;
}

void take_column_constraint(ColumnDefinition& column, const Constraint* constraint,
                            std::size_t clause_end, Origin origin) {
  const std::size_t begin = origin.at(constraint->location);
  switch (constraint->contype) {
    case CONSTR_NOTNULL:
      column.not_null = true;
      return;
    case CONSTR_IDENTITY:
      column.identity = constraint->generated_when == 'a' ? Identity::Always : Identity::ByDefault;
      column.identity_starts = has_option(constraint->options, "start");
      column.not_null = true;
      return;
    case CONSTR_GENERATED:
      column.generated = Generated::Stored;
      [[fallthrough]];
    case CONSTR_DEFAULT:
      if (origin.is_newer(NewerSyntax::Feature::VirtualColumn, begin, begin + 1)) {
        column.generated = Generated::Virtual;
      }
      column.default_value = {constraint->raw_expr, begin, clause_end, origin.base, false};
      return;
    case CONSTR_ATTR_DEFERRABLE:
      if (!column.constraints.empty()) column.constraints.back().deferrable = true;
      return;
    case CONSTR_ATTR_DEFERRED:
      if (!column.constraints.empty()) {
        column.constraints.back().deferrable = true;
        column.constraints.back().initially_deferred = true;
      }
      return;
    default:
      break;
  }
  if (!constraint_kind(constraint->contype)) return;
  if (constraint->contype == CONSTR_PRIMARY) column.not_null = true;
  column.constraints.push_back(decode_constraint(constraint, origin));
  column.constraints.back().end = clause_end;
}

ReferentialAction referential_action(char action) {
  switch (action) {
    case FKCONSTR_ACTION_RESTRICT:
      return ReferentialAction::Restrict;
    case FKCONSTR_ACTION_CASCADE:
      return ReferentialAction::Cascade;
    case FKCONSTR_ACTION_SETNULL:
      return ReferentialAction::SetNull;
    case FKCONSTR_ACTION_SETDEFAULT:
      return ReferentialAction::SetDefault;
    default:
      return ReferentialAction::NoAction;
  }
}

void take_foreign_key(ConstraintDefinition& out, const Constraint* constraint) {
  out.columns = strings(constraint->fk_attrs);
  out.referenced = name_of(constraint->pktable);
  out.referenced_columns = strings(constraint->pk_attrs);
  out.on_delete = referential_action(constraint->fk_del_action);
  out.on_update = referential_action(constraint->fk_upd_action);
}

LikeClause decode_like(const TableLikeClause* clause) {
  return {.source = name_of(clause->relation),
          .defaults = (clause->options & CREATE_TABLE_LIKE_DEFAULTS) != 0,
          .constraints = (clause->options & CREATE_TABLE_LIKE_CONSTRAINTS) != 0,
          .indexes = (clause->options & CREATE_TABLE_LIKE_INDEXES) != 0};
}

void take_element(CreateTable& table, const Node* element, Origin origin) {
  if (is(element, T_ColumnDef)) {
    table.columns.push_back(decode_column(cast<ColumnDef>(element), origin));
  } else if (is(element, T_Constraint)) {
    table.constraints.push_back(decode_constraint(cast<Constraint>(element), origin));
  } else if (is(element, T_TableLikeClause)) {
    table.likes.push_back(decode_like(cast<TableLikeClause>(element)));
  }
}

/// What the linked grammar read as something near to it.
void take_newer(ConstraintDefinition& out, const Constraint* constraint, Origin origin) {
  using Feature = NewerSyntax::Feature;
  const std::size_t end = out.begin + item_text(origin.newer->file, out.begin, 0).size();
  if (origin.is_newer(Feature::NotEnforced, out.begin, end)) {
    out.enforced = false;
    out.not_valid = false;
  }
  out.without_overlaps = origin.is_newer(Feature::WithoutOverlaps, out.begin, end);
  const bool check = out.kind == ConstraintKind::Check && is(constraint->raw_expr, T_ColumnRef);
  if (!check) return;
  const std::size_t column = leftmost(out.expression);
  if (!origin.is_newer(Feature::NotNullConstraint, column, column + 1)) return;
  out.kind = ConstraintKind::NotNull;
  out.columns = {plain_column(out.expression)};
  out.expression = {};
}

}  // namespace

ConstraintDefinition decode_constraint(const Constraint* constraint, Origin origin) {
  ConstraintDefinition out;
  out.kind = constraint_kind(constraint->contype).value_or(ConstraintKind::Check);
  out.name = text(constraint->conname);
  out.begin = origin.at(constraint->location);
  out.not_valid = constraint->skip_validation;
  out.deferrable = constraint->deferrable;
  out.initially_deferred = constraint->initdeferred;
  out.included = strings(constraint->including);
  out.nulls_not_distinct = constraint->nulls_not_distinct;
  out.placed = constraint->indexspace != nullptr || size(constraint->options) > 0;
  out.no_inherit = constraint->is_no_inherit;
  out.using_index = text(constraint->indexname);
  out.access_method = text(constraint->access_method);
  if (out.kind == ConstraintKind::ForeignKey) {
    take_foreign_key(out, constraint);
  } else if (out.kind == ConstraintKind::Exclusion) {
    out.columns = exclusion_columns(constraint);
  } else if (out.kind == ConstraintKind::Check) {
    out.expression = {constraint->raw_expr, out.begin, 0, origin.base, false};
  } else {
    out.columns = strings(constraint->keys);
  }
  if (origin.newer != nullptr) take_newer(out, constraint, origin);
  return out;
}

ColumnDefinition decode_column(const ColumnDef* column, Origin origin) {
  ColumnDefinition out;
  out.name = text(column->colname);
  out.type = type_of(column->typeName);
  out.begin = origin.at(column->location);
  out.not_null = is_serial(out.type);
  if (column->collClause != nullptr) out.collation = name_of(column->collClause->collname);
  for (int i = 0; i < size(column->constraints); ++i) {
    take_column_constraint(out, cast<Constraint>(column->constraints->elements[i].ptr_value),
                           next_clause(column, i, origin), origin);
  }
  return out;
}

CreateTable decode(const CreateStmt* statement, Origin origin) {
  CreateTable out;
  out.name = name_of(statement->relation);
  out.persistence = persistence_of(statement->relation);
  out.if_not_exists = statement->if_not_exists;
  for (const Node* element : Elements<Node>(statement->tableElts)) {
    take_element(out, element, origin);
  }
  for (const Node* element : Elements<Node>(statement->constraints)) {
    take_element(out, element, origin);
  }
  for (const RangeVar* parent : Elements<RangeVar>(statement->inhRelations)) {
    out.inherits.push_back(name_of(parent));
  }
  out.partition_of = statement->partbound != nullptr;
  out.bound = bound_of(statement->partbound);
  out.default_partition = out.bound.kind == PartitionBound::Kind::Default;
  if (statement->ofTypename != nullptr) out.of_type = name_of(statement->ofTypename->names);
  out.tablespace = text(statement->tablespacename);
  out.access_method = text(statement->accessMethod);
  out.autovacuum = autovacuum_of(statement->options).value_or(true);
  out.partitioned = statement->partspec != nullptr;
  if (out.partitioned) {
    out.strategy = strategy_of(statement->partspec->strategy);
    for (const auto* key : Elements<PartitionElem>(statement->partspec->partParams)) {
      if (key->name != nullptr) out.partition_key.push_back(text(key->name));
    }
  }
  return out;
}

CreateIndex decode(const IndexStmt* statement, Origin origin) {
  CreateIndex out;
  out.table = name_of(statement->relation);
  out.name = text(statement->idxname);
  out.method = text(statement->accessMethod);
  out.only = !statement->relation->inh;
  out.unique = statement->unique;
  out.concurrently = statement->concurrent;
  out.if_not_exists = statement->if_not_exists;
  for (const auto* key : Elements<IndexElem>(statement->indexParams)) {
    out.keys.push_back({text(key->name), {key->expr}, size(key->opclass) > 0});
  }
  for (const auto* key : Elements<IndexElem>(statement->indexIncludingParams)) {
    out.included.push_back(text(key->name));
  }
  out.where = origin.located(statement->whereClause);
  return out;
}

}  // namespace pgstage::sql
