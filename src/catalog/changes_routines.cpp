// Functions, triggers, policies, rules, statistics and publications.
#include <algorithm>

#include "pgstage/sql/plpgsql.hpp"

#include "changes.hpp"

namespace pgstage::catalog {
namespace {

void take_columns(std::set<std::string>& columns, const sql::ExpressionFacts& facts) {
  columns.insert(facts.columns.begin(), facts.columns.end());
}

/// Whether names in a body of the language are looked for each time it runs.
bool is_looked_up(std::string_view language) { return language != "c" && language != "internal"; }

TableObject::Kind kind_of(sql::ObjectKind kind) {
  return kind == sql::ObjectKind::Rule ? TableObject::Kind::Rule : TableObject::Kind::Policy;
}

std::set<std::string> roles_of(const sql::TableObject& statement) {
  std::set<std::string> out;
  for (const auto role : statement.roles) {
    if (role.empty()) return {};
    out.emplace(role);
  }
  return out;
}

/// Of one overload; which one, nobody here asks.
void set_volatility(Function& function, Volatility volatility) {
  if (function.overloads.size() == 1 && !function.more_overloads) {
    function.overloads.front().volatility = volatility;
    function.volatility = function.at_best = volatility;
  } else {
    function.volatility = std::max(function.volatility, volatility);
    function.at_best = std::min(function.at_best, volatility);
  }
}

/// ALTER POLICY leaves what it does not mention. Of which of the two conditions a column is, is not
/// known: with one of them given, all of the other's may still be read.
void alter_policy(TableObject& policy, const sql::TableObject& statement, TableObject given) {
  if (!statement.roles.empty()) policy.policy.roles = std::move(given.policy.roles);
  const auto conditions = std::count_if(statement.parts.begin(), statement.parts.end(),
                                        [](const auto& part) { return part.node != nullptr; });
  if (conditions == std::ssize(statement.parts)) {
    policy.columns.clear();
    policy.functions.clear();
  }
  policy.columns.merge(given.columns);
  policy.functions.insert(policy.functions.end(), given.functions.begin(), given.functions.end());
}

}  // namespace

void run(const Change& change, const sql::CreateFunction& statement) {
  Function function{.volatility = statement.volatility,
                    .at_best = statement.volatility,
                    .created_in_batch = true};
  // A body that was parsed when it was made looks for nothing any more.
  function.exposed = statement.security_definer && !statement.sets_search_path &&
                     statement.sql_body.empty() && is_looked_up(statement.language);
  Function::Overload overload{.arguments = {},
                              .returns = resolve_type(statement.returns, change.catalog),
                              .language = std::string{statement.language},
                              .body = std::string{statement.body},
                              .volatility = statement.volatility};
  if (!statement.sql_body.empty()) overload.body = sql::standard_body(change.text);
  for (const auto& argument : statement.arguments) {
    overload.arguments.push_back(resolve_type(argument, change.catalog));
  }
  function.overloads.push_back(std::move(overload));
  for (const auto& body : statement.sql_body) {
    for (auto& reads : reads_of(change, body)) function.reads.push_back(std::move(reads));
  }
  change.catalog.put_function(change.session.resolve_new(statement.name), std::move(function));
}

void run(const Change& change, const sql::AlterFunction& statement) {
  const auto name = change.session.resolve_new(statement.name);
  change.catalog.change_function(name, [&](Function& function) {
    if (statement.security_definer) function.exposed = *statement.security_definer;
    if (statement.volatility) set_volatility(function, *statement.volatility);
    if (statement.sets_search_path) {
      function.exposed = function.exposed && !*statement.sets_search_path;
    }
  });
}

void run(const Change& change, const sql::CreateTrigger& statement) {
  Trigger trigger{std::string{statement.name}, change.session.resolve(statement.function), {}};
  trigger.columns = {statement.columns.begin(), statement.columns.end()};
  take_columns(trigger.columns, sql::facts(statement.when));
  change.catalog.change(change.existing(statement.table), [&](Relation& table) {
    std::erase_if(table.triggers, [&](const Trigger& each) { return each.name == statement.name; });
    table.triggers.push_back(std::move(trigger));
  });
}

void run(const Change& change, const sql::TableObject& statement) {
  TableObject object{.kind = kind_of(statement.object),
                     .name = {{}, std::string{statement.name}},
                     .policy = {.command = std::string{statement.command},
                                .permissive = statement.permissive,
                                .roles = roles_of(statement)},
                     .created_in_batch = true};
  for (const auto& part : statement.parts) {
    const auto facts = sql::facts(part);
    take_columns(object.columns, facts);
    for (auto& function : own_functions(change, facts)) object.functions.push_back(function);
  }
  change.catalog.change(change.existing(statement.table), [&](Relation& table) {
    const auto old =
        std::find_if(table.objects.begin(), table.objects.end(), [&](const TableObject& each) {
          return each.kind == object.kind && each.name == object.name;
        });
    if (old == table.objects.end()) {
      table.objects.push_back(std::move(object));
    } else if (statement.alter) {
      alter_policy(*old, statement, std::move(object));
    } else {
      *old = std::move(object);
    }
  });
}

void run(const Change& change, const sql::Statistics& statement) {
  if (!statement.create) return;
  TableObject object{.kind = TableObject::Kind::Statistics,
                     .name = change.session.resolve_new(statement.name)};
  object.columns = {statement.columns.begin(), statement.columns.end()};
  change.catalog.change(change.existing(statement.table),
                        [&](Relation& table) { table.objects.push_back(std::move(object)); });
}

void run(const Change& change, const sql::Publication& statement) {
  using What = sql::Publication::What;
  if (statement.what == What::Options) return;
  const Publication* known = change.catalog.publication(statement.name);
  Publication publication = known == nullptr ? Publication{} : *known;
  if (statement.what == What::Set) publication.tables.clear();
  publication.all_tables = publication.all_tables || statement.all_tables;
  for (const auto& written : statement.tables) {
    const auto table = change.session.resolve(written);
    if (statement.what == What::Drop) {
      std::erase(publication.tables, table);
    } else {
      publication.tables.push_back(table);
    }
  }
  change.catalog.put_publication(std::string{statement.name}, std::move(publication));
}

void run(const Change& change, const sql::Owned& statement) {
  const auto owned = [&](const Relation& relation) {
    return std::find(statement.roles.begin(), statement.roles.end(), relation.owner) !=
           statement.roles.end();
  };
  std::vector<QualifiedName> mine;
  for (const auto* relation : change.catalog.relations()) {
    if (owned(*relation)) mine.push_back(relation->name);
  }
  for (const auto& name : mine) {
    if (statement.new_owner.empty()) {
      drop_relation(change, name, true);
    } else {
      change.catalog.change(name, [&](Relation& each) { each.owner = statement.new_owner; });
    }
  }
}

void run(const Change& change, const sql::Cluster& statement) {
  if (statement.table.name.empty() || statement.index.empty()) return;
  change.catalog.change(change.existing(statement.table),
                        [&](Relation& table) { table.clustered_on = statement.index; });
}

void run(const Change& change, const sql::Refresh& statement) {
  change.catalog.change(change.session.resolve(statement.view),
                        [&](Relation& view) { view.populated = statement.with_data; });
}

}  // namespace pgstage::catalog
