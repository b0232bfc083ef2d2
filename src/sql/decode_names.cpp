#include <algorithm>

#include "decode.hpp"

namespace pgstage::sql {

Name name_of(const RangeVar* relation) {
  if (relation == nullptr) return {};
  return {text(relation->schemaname), text(relation->relname)};
}

namespace {

std::string_view without_quotes(std::string_view part) {
  const bool quoted = part.size() >= 2 && part.front() == '"' && part.back() == '"';
  return quoted ? part.substr(1, part.size() - 2) : part;
}

}  // namespace

Name split_name(std::string_view text) {
  // A dot inside quotes is part of the name.
  const auto quote = text.starts_with('"') ? text.find('"', 1) : 0;
  const auto dot = text.find('.', std::min(quote, text.size()));
  if (dot == std::string_view::npos) return {{}, without_quotes(text)};
  return {without_quotes(text.substr(0, dot)), without_quotes(text.substr(dot + 1))};
}

Name name_of(const List* strings) {
  const int count = size(strings);
  if (count == 0) return {};
  const auto at = [&](int i) { return string_value(strings->elements[i].ptr_value); };
  return {count > 1 ? at(count - 2) : std::string_view{}, at(count - 1)};
}

std::string_view role_name(const RoleSpec* role) {
  if (role == nullptr) return {};
  return role->roletype == ROLESPEC_CSTRING ? text(role->rolename) : "current_user";
}

std::vector<std::string_view> grantees(const List* roles) {
  std::vector<std::string_view> out;
  for (const auto* role : Elements<RoleSpec>(roles)) {
    out.push_back(role->roletype == ROLESPEC_PUBLIC ? std::string_view{} : role_name(role));
  }
  return out;
}

TypeName type_of(const ::TypeName* type) {
  if (type == nullptr) return {};
  TypeName out{.name = name_of(type->names), .modifiers = {}, .array = size(type->arrayBounds) > 0};
  for (const Node* modifier : Elements<Node>(type->typmods)) {
    if (!is(modifier, T_A_Const)) continue;
    const auto& value = cast<A_Const>(modifier)->val;
    if (value.node.type == T_Integer) out.modifiers.push_back(value.ival.ival);
  }
  return out;
}

Persistence persistence_of(const RangeVar* relation) {
  if (relation == nullptr) return Persistence::Permanent;
  // A table in schema pg_temp is temporary without saying so (manual, 20.11.1, search_path).
  if (relation->relpersistence == 't' || text(relation->schemaname) == "pg_temp") {
    return Persistence::Temporary;
  }
  return relation->relpersistence == 'u' ? Persistence::Unlogged : Persistence::Permanent;
}

ObjectKind object_kind_of(ObjectType type) {
  switch (type) {
    case OBJECT_TABLE:
      return ObjectKind::Table;
    case OBJECT_VIEW:
      return ObjectKind::View;
    case OBJECT_MATVIEW:
      return ObjectKind::MaterializedView;
    case OBJECT_INDEX:
      return ObjectKind::Index;
    case OBJECT_SEQUENCE:
      return ObjectKind::Sequence;
    case OBJECT_FOREIGN_TABLE:
      return ObjectKind::ForeignTable;
    case OBJECT_COLUMN:
      return ObjectKind::Column;
    case OBJECT_TABCONSTRAINT:
      return ObjectKind::Constraint;
    case OBJECT_TRIGGER:
      return ObjectKind::Trigger;
    case OBJECT_POLICY:
      return ObjectKind::Policy;
    case OBJECT_RULE:
      return ObjectKind::Rule;
    case OBJECT_SCHEMA:
      return ObjectKind::Schema;
    case OBJECT_TYPE:
      return ObjectKind::Type;
    case OBJECT_DOMAIN:
      return ObjectKind::Domain;
    case OBJECT_ATTRIBUTE:
      return ObjectKind::Attribute;
    case OBJECT_FUNCTION:
    case OBJECT_PROCEDURE:
    case OBJECT_ROUTINE:
    case OBJECT_AGGREGATE:
      return ObjectKind::Function;
    case OBJECT_EXTENSION:
      return ObjectKind::Extension;
    case OBJECT_STATISTIC_EXT:
      return ObjectKind::Statistics;
    default:
      return ObjectKind::Other;
  }
}

Name object_name(const Node* object) {
  if (object == nullptr) return {};
  switch (object->type) {
    case T_List:
      return name_of(cast<List>(object));
    case T_String:
      return {{}, string_value(object)};
    case T_TypeName:
      return name_of(cast<::TypeName>(object)->names);
    case T_ObjectWithArgs:
      return name_of(cast<ObjectWithArgs>(object)->objname);
    default:
      return {};
  }
}

}  // namespace pgstage::sql
