// Functions, triggers, policies, rules, publications and owners.
#include <algorithm>

#include "dependents.hpp"
#include "statements.hpp"

namespace pgstage::effects {
namespace {

using catalog::RelationKind;

bool owned_by(const catalog::Relation& relation, const sql::Owned& statement) {
  const auto& roles = statement.roles;
  return std::find(roles.begin(), roles.end(), relation.owner) != roles.end();
}

void lock_published(Builder& out, const QualifiedName& table) {
  out.lock(table, LockMode::ShareUpdateExclusive);
}

void refuse_trigger(Builder& out, const sql::CreateTrigger& statement,
                    const catalog::Relation& table) {
  const bool view = table.kind == RelationKind::View;
  if (view != statement.instead_of && table.known) {
    out.fail("42809", "\"" + table.name.name + "\" is a " + (view ? "view" : "table"));
  }
  const bool there = std::any_of(table.triggers.begin(), table.triggers.end(),
                                 [&](const auto& each) { return each.name == statement.name; });
  if (there && !statement.replace) {
    out.fail("42710", "trigger \"" + std::string{statement.name} + "\" for relation \"" +
                          table.name.name + "\" already exists");
  }
}

void refuse_function(Builder& out, const sql::Name& written) {
  const auto function = out.session().resolve_new(written);
  const bool known = out.catalog().function(function) != nullptr || !written.schema.empty() ||
                     written.name.starts_with("tsvector_update_trigger") ||
                     written.name == "suppress_redundant_updates_trigger" ||
                     written.name == "lo_manage";
  if (known || !out.catalog().complete()) return;
  out.fail("42883", "function " + function.name + "() does not exist");
}

void refuse_object(Builder& out, const sql::TableObject& statement,
                   const catalog::Relation& table) {
  if (statement.object != sql::ObjectKind::Policy || !out.catalog().complete()) return;
  const bool there = std::any_of(table.objects.begin(), table.objects.end(), [&](const auto& each) {
    return each.kind == catalog::TableObject::Kind::Policy && each.name.name == statement.name;
  });
  if (there && !statement.alter) {
    out.fail("42710", "policy \"" + std::string{statement.name} + "\" already exists");
  } else if (!there && statement.alter) {
    out.fail("42704", "policy \"" + std::string{statement.name} + "\" does not exist");
  }
}

LockMode mode_of(sql::RelationUse::How how) {
  return how == sql::RelationUse::How::Write ? LockMode::RowExclusive : LockMode::AccessShare;
}

}  // namespace

void describe(Builder& out, const sql::CreateFunction& statement) {
  const auto name = out.session().resolve_new(statement.name);
  for (const auto& body : statement.sql_body) {
    for (const auto& use : sql::facts(body).relations) {
      out.lock_tree(out.existing(use.name), mode_of(use.how));
    }
  }
  const auto* function = out.catalog().function(name);
  if (function == nullptr) return;
  std::vector<catalog::Type> arguments;
  for (const auto& argument : statement.arguments) {
    arguments.push_back(catalog::resolve_type(argument, out.catalog()));
  }
  for (const auto& overload : function->overloads) {
    if (overload.arguments != arguments) continue;
    if (!statement.replace) {
      out.fail("42723", "function \"" + name.name + "\" already exists with same argument types");
    } else if (overload.returns != catalog::resolve_type(statement.returns, out.catalog())) {
      out.fail("42P13", "cannot change return type of existing function");
    }
  }
}

void describe(Builder& out, const sql::CreateTrigger& statement) {
  const auto name = out.existing(statement.table);
  const auto* table = out.relation(name);
  // Only partitions get copies.
  const bool copies = table != nullptr && table->kind == RelationKind::PartitionedTable;
  if (copies) {
    out.lock_tree(name, LockMode::ShareRowExclusive);
  } else {
    out.lock(name, LockMode::ShareRowExclusive);
  }
  if (table != nullptr) refuse_trigger(out, statement, *table);
  refuse_function(out, statement.function);
}

void describe(Builder& out, const sql::TableObject& statement) {
  const auto name = out.existing(statement.table);
  out.lock(name, LockMode::AccessExclusive);
  for (const auto& part : statement.parts) {
    for (const auto& use : sql::facts(part).relations) {
      if (use.name.schema.empty() && (use.name.name == "old" || use.name.name == "new")) continue;
      out.lock(out.existing(use.name), mode_of(use.how));
    }
  }
  if (const auto* table = out.relation(name)) refuse_object(out, statement, *table);
}

void describe(Builder& out, const sql::Publication& statement) {
  using What = sql::Publication::What;
  for (const auto& table : statement.tables) lock_published(out, out.existing(table));
  const auto* known = out.catalog().publication(statement.name);
  if (statement.what != What::Set) return;
  if (known == nullptr) return out.uncertain();
  for (const auto& table : known->tables) lock_published(out, table);
}

void describe(Builder& out, const sql::Owned& statement) {
  if (!out.catalog().complete()) out.uncertain();
  Drops drops(out, statement.cascade);
  for (const auto* relation : out.catalog().relations()) {
    if (!owned_by(*relation, statement)) continue;
    const auto& name = relation->name;
    if (statement.new_owner.empty()) {
      drops.relation(name);
    } else {
      out.lock(name, LockMode::AccessExclusive);
      out.lock_indexes_of(name, LockMode::AccessExclusive);
    }
  }
}

}  // namespace pgstage::effects
