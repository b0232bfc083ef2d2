// Rights, roles and extensions.
#include "decode.hpp"

namespace pgstage::sql {
namespace {

template <class Statement>
Extension extension_of(const Statement* statement) {
  Extension out{.name = text(statement->extname)};
  for (const DefElem* option : Elements<DefElem>(statement->options)) {
    if (text(option->defname) == "new_version") out.version = string_value(option->arg);
  }
  return out;
}

std::optional<bool> superuser_of(const List* options) {
  for (const DefElem* option : Elements<DefElem>(options)) {
    if (text(option->defname) == "superuser") return option_is_true(option);
  }
  return std::nullopt;
}

}  // namespace

Grant decode(const GrantStmt* statement) {
  Grant out;
  out.revokes = !statement->is_grant;
  out.object = object_kind_of(statement->objtype);
  out.all_in_schema = statement->targtype == ACL_TARGET_ALL_IN_SCHEMA;
  for (const Node* object : Elements<Node>(statement->objects)) {
    out.names.push_back(is(object, T_RangeVar) ? name_of(cast<RangeVar>(object))
                                               : object_name(object));
  }
  for (const auto* privilege : Elements<AccessPriv>(statement->privileges)) {
    // Without a name, ALL for some columns.
    if (privilege->priv_name != nullptr) out.privileges.push_back(text(privilege->priv_name));
  }
  out.roles = grantees(statement->grantees);
  return out;
}

Role decode(const CreateRoleStmt* statement) {
  return {text(statement->role), superuser_of(statement->options)};
}

Role decode(const AlterRoleStmt* statement) {
  return {role_name(statement->role), superuser_of(statement->options)};
}

Extension decode(const CreateExtensionStmt* statement) { return extension_of(statement); }

Extension decode(const AlterExtensionStmt* statement) {
  auto out = extension_of(statement);
  out.update = true;
  return out;
}

}  // namespace pgstage::sql
