#include "decode.hpp"

namespace pgstage::sql {
namespace {

bool has_part(ObjectKind kind) {
  return kind == ObjectKind::Trigger || kind == ObjectKind::Policy || kind == ObjectKind::Rule ||
         kind == ObjectKind::Constraint || kind == ObjectKind::Column;
}

/// `schema.table.part` as a list of strings: the table, and what is left.
Name table_of_part(const List* names) {
  const int count = size(names);
  const auto at = [&](int i) { return string_value(names->elements[i].ptr_value); };
  if (count < 2) return {};
  return {count > 2 ? at(count - 3) : std::string_view{}, at(count - 2)};
}

void take_owner(const DefElem* option, Name& table, std::string_view& column) {
  const auto* names = cast<List>(option->arg);
  table = table_of_part(names);
  column = string_value(last<Node>(names));
}

/// A number as it stands in an option; empty for none.
std::string number_text(const Node* node) {
  if (is(node, T_Integer)) return std::to_string(cast<Integer>(node)->ival);
  return is(node, T_Float) ? std::string{text(cast<Float>(node)->fval)} : std::string{};
}

}  // namespace

Drop decode(const DropStmt* statement) {
  Drop out;
  out.object = object_kind_of(statement->removeType);
  out.if_exists = statement->missing_ok;
  out.cascade = statement->behavior == DROP_CASCADE;
  out.concurrently = statement->concurrent;
  for (const Node* object : Elements<Node>(statement->objects)) {
    if (has_part(out.object) && is(object, T_List)) {
      out.names.push_back(table_of_part(cast<List>(object)));
      out.parts.push_back(string_value(last<Node>(cast<List>(object))));
    } else {
      out.names.push_back(object_name(object));
    }
  }
  return out;
}

Rename decode(const RenameStmt* statement) {
  Rename out;
  out.object = object_kind_of(statement->renameType);
  out.relation_object = object_kind_of(statement->relationType);
  out.name = statement->relation != nullptr ? name_of(statement->relation)
                                            : object_name(statement->object);
  out.part = text(statement->subname);
  out.new_name = text(statement->newname);
  out.if_exists = statement->missing_ok;
  out.only = statement->relation != nullptr && !statement->relation->inh;
  out.cascade = statement->behavior == DROP_CASCADE;
  if (out.object == ObjectKind::Schema) out.name = {{}, text(statement->subname)};
  return out;
}

CreateTableAs decode(const CreateTableAsStmt* statement) {
  CreateTableAs out;
  out.name = name_of(statement->into->rel);
  out.materialized_view = statement->objtype == OBJECT_MATVIEW;
  out.persistence = persistence_of(statement->into->rel);
  out.if_not_exists = statement->if_not_exists;
  out.with_data = !statement->into->skipData;
  out.query = {statement->query};
  out.columns = strings(statement->into->colNames);
  return out;
}

CreateSequence decode(const CreateSeqStmt* statement) {
  CreateSequence out;
  out.name = name_of(statement->sequence);
  out.if_not_exists = statement->if_not_exists;
  for (const DefElem* option : Elements<DefElem>(statement->options)) {
    const auto name = text(option->defname);
    if (name == "owned_by") take_owner(option, out.owner_table, out.owner_column);
    if (name == "as") out.type = type_of(cast<::TypeName>(option->arg));
    if (name == "cycle") out.cycle = option_is_true(option);
    if (name == "start") out.starts = true;
  }
  return out;
}

AlterSequence decode(const AlterSeqStmt* statement) {
  AlterSequence out;
  out.name = name_of(statement->sequence);
  out.if_exists = statement->missing_ok;
  for (const DefElem* option : Elements<DefElem>(statement->options)) {
    if (text(option->defname) == "owned_by") {
      take_owner(option, out.owner_table, out.owner_column);
      out.frees = out.owner_table.name.empty();
    } else {
      out.rewrites = true;
    }
    if (text(option->defname) != "restart") continue;
    out.restarts = true;
    if (size(statement->options) == 1) out.restarts_with = number_text(option->arg);
  }
  return out;
}

CreateDomain decode(const CreateDomainStmt* statement, Origin) {
  CreateDomain out;
  out.name = name_of(statement->domainname);
  out.base = type_of(statement->typeName);
  for (const Constraint* constraint : Elements<Constraint>(statement->constraints)) {
    if (constraint->contype == CONSTR_DEFAULT) out.default_value = {constraint->raw_expr};
    if (constraint->contype == CONSTR_NOTNULL) out.not_null = true;
    if (constraint->contype == CONSTR_CHECK) out.constraints.push_back(text(constraint->conname));
  }
  out.constrained = out.not_null || !out.constraints.empty();
  return out;
}

AlterDomain decode(const AlterDomainStmt* statement) {
  AlterDomain out;
  out.name = name_of(statement->typeName);
  out.constraint = text(statement->name);
  out.if_exists = statement->missing_ok;
  switch (statement->subtype) {
    case 'N':
      out.what = AlterDomain::What::DropNotNull;
      break;
    case 'O':
      out.what = AlterDomain::What::SetNotNull;
      break;
    case 'C':
      out.what = AlterDomain::What::AddConstraint;
      break;
    case 'X':
      out.what = AlterDomain::What::DropConstraint;
      break;
    case 'V':
      out.what = AlterDomain::What::Validate;
      break;
    default:
      out.what = AlterDomain::What::Default;
      break;
  }
  if (is(statement->def, T_Constraint)) {
    const auto* constraint = cast<Constraint>(statement->def);
    out.constraint = text(constraint->conname);
    out.not_null = constraint->contype == CONSTR_NOTNULL;
    out.not_valid = constraint->skip_validation;
  }
  return out;
}

AlterEnum decode(const AlterEnumStmt* statement) {
  return {.name = name_of(statement->typeName),
          .old_label = text(statement->oldVal),
          .new_label = text(statement->newVal),
          .placed = statement->newValNeighbor != nullptr,
          .if_not_exists = statement->skipIfNewValExists};
}

Set decode(const VariableSetStmt* statement) {
  Set out;
  out.name = text(statement->name);
  out.local = statement->is_local;
  if (statement->kind != VAR_SET_VALUE) return out;
  for (const Node* value : Elements<Node>(statement->args)) {
    out.values.push_back(constant_text(value));
  }
  return out;
}

Transaction decode(const TransactionStmt* statement) {
  Transaction out;
  out.savepoint = text(statement->savepoint_name);
  switch (statement->kind) {
    case TRANS_STMT_BEGIN:
    case TRANS_STMT_START:
      out.what = Transaction::What::Begin;
      break;
    case TRANS_STMT_COMMIT:
      out.what = Transaction::What::Commit;
      break;
    case TRANS_STMT_PREPARE:
    case TRANS_STMT_ROLLBACK:
      out.what = Transaction::What::Rollback;
      break;
    case TRANS_STMT_SAVEPOINT:
      out.what = Transaction::What::Savepoint;
      break;
    case TRANS_STMT_RELEASE:
      out.what = Transaction::What::Release;
      break;
    case TRANS_STMT_ROLLBACK_TO:
      out.what = Transaction::What::RollbackTo;
      break;
    default:
      out.what = Transaction::What::Other;
      break;
  }
  return out;
}

Reindex decode(const ReindexStmt* statement) {
  Reindex out;
  out.name = statement->relation != nullptr ? name_of(statement->relation)
                                            : Name{{}, text(statement->name)};
  switch (statement->kind) {
    case REINDEX_OBJECT_INDEX:
      out.object = ObjectKind::Index;
      break;
    case REINDEX_OBJECT_TABLE:
      out.object = ObjectKind::Table;
      break;
    case REINDEX_OBJECT_SCHEMA:
      out.object = ObjectKind::Schema;
      break;
    default:
      out.object = ObjectKind::Other;
      out.system = statement->kind == REINDEX_OBJECT_SYSTEM;
      break;
  }
  for (const DefElem* option : Elements<DefElem>(statement->params)) {
    if (text(option->defname) == "concurrently") out.concurrently = option_is_true(option);
  }
  return out;
}

}  // namespace pgstage::sql
