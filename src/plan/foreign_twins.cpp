// Twin foreign keys: over a column that is replaced, and into it from other tables.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/lexer.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "constraints.hpp"
#include "replaceable.hpp"
#include "steps.hpp"
#include "twins.hpp"

namespace pgstage::plan {
namespace {

using catalog::Constraint;

struct ForeignKey {
  QualifiedName table;
  const Constraint* key;
};

/// Each once, though a key of the table to itself is one of both kinds.
std::vector<ForeignKey> keys_around(const Change& change, const Successor& successor) {
  std::vector<ForeignKey> out;
  const auto take = [&](const QualifiedName& name) {
    for (const auto& key : change.relation(name)->constraints) {
      if (key.kind != ConstraintKind::ForeignKey) continue;
      const bool over = name == successor.table && holds(key.columns, successor.old_column);
      const bool into =
          key.referenced == successor.table && holds(key.referenced_columns, successor.old_column);
      if (over || into) out.push_back({name, &key});
    }
  };
  take(successor.table);
  for (const auto& name : change.before.catalog().referencing(successor.table)) {
    if (name != successor.table) take(name);
  }
  return out;
}

std::string list_of(const std::vector<std::string>& columns, const sql::ColumnTexts& now) {
  std::string out;
  for (const auto& column : columns) {
    const auto found = now.find(column);
    out += (out.empty() ? "" : ", ") + (found == now.end() ? quote_ident(column) : found->second);
  }
  return "(" + out + ")";
}

/// MATCH, ON DELETE and the like: what stands behind the referenced columns.
std::string actions_of(const std::string& definition) {
  sql::Lexer lexer(definition);
  sql::Token token;
  while (lexer.next_significant(token) && !lexer.is_word(token, "references")) {
  }
  while (lexer.next_significant(token) && !lexer.is_punctuation(token, ')')) {
  }
  std::string out = definition.substr(std::min(token.span.end(), definition.size()));
  const auto state = out.find(" NOT VALID");
  return out.substr(0, state);
}

Constraint twin_of(const Change& change, const ForeignKey& original, const Successor& successor) {
  Constraint twin = *original.key;
  twin.name = twin_name(change, twin.name);
  twin.definition = definition_until_contract(change, original.table, *original.key, successor);
  return twin;
}

std::string alter(const QualifiedName& table) { return "ALTER TABLE " + table.sql(); }

/// Parents before those that reference them, as applications lock them.
std::vector<std::string> locks_of(const std::vector<ForeignKey>& keys, const QualifiedName& table) {
  std::vector<QualifiedName> order;
  const auto add = [&](const QualifiedName& name) {
    if (std::find(order.begin(), order.end(), name) == order.end()) order.push_back(name);
  };
  for (const auto& each : keys) {
    if (each.table == table) add(each.key->referenced);
  }
  add(table);
  for (const auto& each : keys) add(each.table);
  std::vector<std::string> out;
  if (order.size() < 2) return out;
  for (const auto& name : order) {
    out.push_back(fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", name.sql()));
  }
  return out;
}

}  // namespace

std::string definition_until_contract(const Change& change, const QualifiedName& table,
                                      const Constraint& key, const Successor& successor) {
  const auto here = columns_until_contract(change, table, successor);
  const auto there = columns_until_contract(change, key.referenced, successor);
  return fmt::format("FOREIGN KEY {} REFERENCES {} {}{}", list_of(key.columns, here),
                     key.referenced.sql(), list_of(key.referenced_columns, there),
                     sql::with_columns(actions_of(key.definition), here));
}

Result<void> build_foreign_twins(const Change& change, const Successor& successor, Draft& out,
                                 Dress& dress) {
  const auto keys = keys_around(change, successor);
  for (const auto& each : keys) {
    const auto twin = twin_of(change, each, successor);
    if (auto added = add_foreign_key(change, each.table, twin, out); !added) return added;
    out.settle(each.table, each.key->name);
    const std::string name = quote_ident(each.key->name);
    dress.first.push_back(fmt::format("{} DROP CONSTRAINT {}", alter(each.table), name));
    dress.last.push_back(fmt::format("{} RENAME CONSTRAINT {} TO {}", alter(each.table),
                                     quote_ident(twin.name), name));
  }
  dress.locks = locks_of(keys, successor.table);
  return {};
}

}  // namespace pgstage::plan
