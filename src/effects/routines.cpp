// Functions, triggers, policies, rules, publications and owners.
#include <algorithm>
#include <set>
#include <utility>

#include "pgstage/sql/plpgsql.hpp"

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
  using How = sql::RelationUse::How;
  if (how == How::Write) return LockMode::RowExclusive;
  return how == How::Lock ? LockMode::RowShare : LockMode::AccessShare;
}

/// To analyse a query is to open what it names, and what the views among that read. As nothing is
/// planned, what is below a table stays shut (measured on 15 and 17).
class Analysed {
 public:
  explicit Analysed(Builder& out) : out_(out) {}

  void query(const sql::Expression& query) {
    for (const auto& use : sql::facts(query).relations) {
      open(out_.existing(use.name), mode_of(use.how));
    }
  }

  void script(std::string_view language, std::string_view body) {
    for (const auto& each : sql::read_body(language, body).statements) {
      const auto script = sql::Script::parse(each.sql);
      for (const auto& statement : script.statements()) {
        const auto view = statement.view();
        if (const auto* each_query = std::get_if<sql::Query>(&view)) query(each_query->whole);
      }
    }
  }

 private:
  void open(const QualifiedName& name, LockMode mode) {
    if (!opened_.emplace(name, mode).second) return;
    out_.lock(name, mode);
    const auto* view = out_.relation(name);
    if (view == nullptr || view->kind != RelationKind::View) return;
    for (const auto& read : std::vector(view->reads)) open(read.relation, mode);
  }

  Builder& out_;
  std::set<std::pair<QualifiedName, LockMode>> opened_;
};

/// With SET search_path names mean what they mean there, and with a polymorphic argument nothing is
/// looked up before a call tells its type.
bool is_checked_at_once(const Builder& out, const sql::CreateFunction& function) {
  const auto checks = out.session().setting("check_function_bodies");
  const bool off = checks == "off" || checks == "false" || checks == "0" || checks == "no";
  const bool polymorphic =
      std::any_of(function.arguments.begin(), function.arguments.end(),
                  [](const auto& each) { return each.name.name.starts_with("any"); });
  return function.language == "sql" && !off && !polymorphic && !function.sets_search_path;
}

}  // namespace

void describe(Builder& out, const sql::CreateFunction& statement) {
  const auto name = out.session().resolve_new(statement.name);
  Analysed analysed(out);
  for (const auto& body : statement.sql_body) analysed.query(body);
  if (is_checked_at_once(out, statement)) analysed.script(statement.language, statement.body);
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
