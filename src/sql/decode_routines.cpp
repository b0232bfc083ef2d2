// Functions, triggers, policies, rules, publications: what lives beside tables.
#include "decode.hpp"

namespace pgstage::sql {
namespace {

/// TRIGGER_TYPE_INSTEAD of catalog/pg_trigger.h, which wants the whole server.
constexpr int kInsteadOf = 1 << 6;

Volatility volatility_of(std::string_view word) {
  if (word == "immutable") return Volatility::Immutable;
  return word == "stable" ? Volatility::Stable : Volatility::Volatile;
}

/// The statements of BEGIN ATOMIC come as a list in a list; RETURN as one node, which the walk
/// aborts on.
void take_body(std::vector<Expression>& out, const Node* body) {
  if (body == nullptr) return;
  if (is(body, T_ReturnStmt)) {
    out.push_back({cast<ReturnStmt>(body)->returnval});
  } else if (is_query(body)) {
    out.push_back({body});
  }
  if (!is(body, T_List)) return;
  for (const Node* each : Elements<Node>(cast<List>(body))) take_body(out, each);
}

/// Whether SET or RESET of a function says where names are found. FROM CURRENT does, too.
std::optional<bool> sets_search_path(const DefElem* option) {
  if (!is(option->arg, T_VariableSetStmt)) return std::nullopt;
  const auto* set = cast<VariableSetStmt>(option->arg);
  if (set->kind == VAR_RESET_ALL) return false;
  if (text(set->name) != "search_path") return std::nullopt;
  return set->kind == VAR_SET_VALUE || set->kind == VAR_SET_CURRENT;
}

void take_option(CreateFunction& out, const DefElem* option) {
  const auto name = text(option->defname);
  if (name == "volatility") out.volatility = volatility_of(string_value(option->arg));
  if (name == "security") out.security_definer = option_is_true(option);
  if (name == "set") out.sets_search_path |= sets_search_path(option).value_or(false);
  if (name == "language") out.language = string_value(option->arg);
  if (name == "as" && is(option->arg, T_List)) {
    out.body = string_value(first<Node>(cast<List>(option->arg)));
  }
}

void take_tables(Publication& out, const List* objects) {
  for (const auto* object : Elements<PublicationObjSpec>(objects)) {
    if (object->pubobjtype == PUBLICATIONOBJ_TABLE && object->pubtable != nullptr) {
      out.tables.push_back(name_of(object->pubtable->relation));
    } else if (object->name != nullptr) {
      out.schemas.push_back(text(object->name));
    }
  }
}

}  // namespace

CreateFunction decode(const CreateFunctionStmt* statement) {
  CreateFunction out;
  out.name = name_of(statement->funcname);
  out.procedure = statement->is_procedure;
  out.replace = statement->replace;
  out.returns = type_of(statement->returnType);
  for (const auto* parameter : Elements<FunctionParameter>(statement->parameters)) {
    const bool given = parameter->mode != FUNC_PARAM_OUT && parameter->mode != FUNC_PARAM_TABLE;
    if (given) out.arguments.push_back(type_of(parameter->argType));
  }
  for (const DefElem* option : Elements<DefElem>(statement->options)) take_option(out, option);
  take_body(out.sql_body, statement->sql_body);
  if (out.language.empty() && !out.sql_body.empty()) out.language = "sql";
  return out;
}

AlterFunction decode(const AlterFunctionStmt* statement) {
  AlterFunction out{.name = name_of(statement->func->objname)};
  for (const DefElem* option : Elements<DefElem>(statement->actions)) {
    const auto name = text(option->defname);
    if (name == "security") out.security_definer = option_is_true(option);
    if (name == "volatility") out.volatility = volatility_of(string_value(option->arg));
    if (name != "set") continue;
    if (const auto sets = sets_search_path(option)) out.sets_search_path = sets;
  }
  return out;
}

CreateTrigger decode(const CreateTrigStmt* statement) {
  return {.table = name_of(statement->relation),
          .name = text(statement->trigname),
          .function = name_of(statement->funcname),
          .replace = statement->replace,
          .instead_of = statement->timing == kInsteadOf,
          .columns = strings(statement->columns),
          .referenced = name_of(statement->constrrel),
          .when = {statement->whenClause}};
}

CreateType decode(const CompositeTypeStmt* statement, Origin origin) {
  CreateType out{.name = name_of(statement->typevar), .composite = true, .attributes = {}};
  for (const auto* column : Elements<ColumnDef>(statement->coldeflist)) {
    out.attributes.push_back(decode_column(column, origin));
  }
  return out;
}

TableObject decode(const CreatePolicyStmt* statement) {
  return {.object = ObjectKind::Policy,
          .table = name_of(statement->table),
          .name = text(statement->policy_name),
          .parts = {{statement->qual}, {statement->with_check}},
          .command = text(statement->cmd_name),
          .permissive = statement->permissive,
          .roles = grantees(statement->roles)};
}

TableObject decode(const AlterPolicyStmt* statement) {
  return {.object = ObjectKind::Policy,
          .table = name_of(statement->table),
          .name = text(statement->policy_name),
          .alter = true,
          .parts = {{statement->qual}, {statement->with_check}},
          .roles = grantees(statement->roles)};
}

TableObject decode(const RuleStmt* statement) {
  TableObject out{.object = ObjectKind::Rule,
                  .table = name_of(statement->relation),
                  .name = text(statement->rulename),
                  .parts = {{statement->whereClause}}};
  for (const Node* action : Elements<Node>(statement->actions)) {
    if (is_query(action)) out.parts.push_back({action});
  }
  return out;
}

Statistics decode(const CreateStatsStmt* statement) {
  Statistics out;
  out.create = true;
  out.if_not_exists = statement->if_not_exists;
  out.name = name_of(statement->defnames);
  const auto* relation = first<Node>(statement->relations);
  if (is(relation, T_RangeVar)) out.table = name_of(cast<RangeVar>(relation));
  for (const auto* element : Elements<StatsElem>(statement->exprs)) {
    if (element->name != nullptr) out.columns.push_back(text(element->name));
  }
  return out;
}

Publication decode(const CreatePublicationStmt* statement) {
  Publication out;
  out.name = text(statement->pubname);
  out.all_tables = statement->for_all_tables;
  take_tables(out, statement->pubobjects);
  return out;
}

Publication decode(const AlterPublicationStmt* statement) {
  Publication out;
  out.name = text(statement->pubname);
  take_tables(out, statement->pubobjects);
  using What = Publication::What;
  if (size(statement->pubobjects) == 0) {
    out.what = What::Options;
  } else if (statement->action == AP_AddObjects) {
    out.what = What::Add;
  } else {
    out.what = statement->action == AP_DropObjects ? What::Drop : What::Set;
  }
  return out;
}

Comment decode(const CommentStmt* statement) {
  Comment out;
  out.object = object_kind_of(statement->objtype);
  out.name = object_name(statement->object);
  const bool part = out.object == ObjectKind::Column || out.object == ObjectKind::Constraint ||
                    out.object == ObjectKind::Trigger || out.object == ObjectKind::Policy ||
                    out.object == ObjectKind::Rule;
  if (!part || !is(statement->object, T_List)) return out;
  const auto names = strings(cast<List>(statement->object));
  if (names.size() < 2) return out;
  out.part = names.back();
  out.name = {names.size() > 2 ? names[names.size() - 3] : std::string_view{},
              names[names.size() - 2]};
  return out;
}

Owned decode(const ReassignOwnedStmt* statement) {
  Owned out;
  for (const auto* role : Elements<RoleSpec>(statement->roles))
    out.roles.push_back(role_name(role));
  out.new_owner = role_name(statement->newrole);
  return out;
}

Owned decode(const DropOwnedStmt* statement) {
  Owned out;
  for (const auto* role : Elements<RoleSpec>(statement->roles))
    out.roles.push_back(role_name(role));
  out.cascade = statement->behavior == DROP_CASCADE;
  return out;
}

}  // namespace pgstage::sql
