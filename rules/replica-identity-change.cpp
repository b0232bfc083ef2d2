#include <algorithm>
#include <optional>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool is_key(const catalog::Relation& table, const catalog::Index& index) {
  const auto is_set = [&](const std::string& name) {
    const auto* column = table.column(name);
    return column != nullptr && column->not_null;
  };
  return index.unique && index.valid && !index.partial &&
         std::all_of(index.columns.begin(), index.columns.end(), is_set);
}

/// The action that names the row by a key, where the table is known to have one.
std::optional<std::string> by_key(const catalog::Relation* table) {
  if (table == nullptr || !table->known) return std::nullopt;
  const std::string alter = "ALTER TABLE " + table->name.sql() + " REPLICA IDENTITY ";
  if (table->primary_key() != nullptr) return alter + "DEFAULT";
  for (const auto& index : table->indexes) {
    if (is_key(*table, index)) return alter + "USING INDEX " + quote_ident(index.name);
  }
  return std::nullopt;
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  for (const auto i : lint::live_actions(context, sql::ActionKind::ReplicaIdentity)) {
    const auto& alter = std::get<sql::AlterTable>(context.view);
    const auto name = context.before.resolve(alter.name);
    const auto* table = context.before.catalog().relation(name);
    const auto kind = alter.actions[i].replication;
    const bool keyless = kind == ReplicaIdentity::Default && table != nullptr && table->known &&
                         table->primary_key() == nullptr;
    std::string harm;
    if (kind == ReplicaIdentity::Full) {
      harm = "every UPDATE and DELETE of " + lint::table_words(name) +
             " writes the whole old row to the WAL";
    } else if (kind == ReplicaIdentity::Nothing || keyless) {
      harm = "UPDATE and DELETE of " + lint::table_words(name) + " fail where it is published";
    }
    if (harm.empty()) continue;
    out.add({.span = context.span_of_action(i), .message = harm, .rewrite = by_key(table)});
  }
}

}  // namespace

extern const lint::Rule replica_identity_change = {
    .info =
        {
            .id = "replica-identity-change",
            .title = "a table tells its subscribers less, or far too much",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .why = "With NOTHING, or without a key that DEFAULT could name, UPDATE and DELETE fail "
                   "as soon as the table is published, and consumers of the stream learn nothing "
                   "of the old row. With FULL, every UPDATE and DELETE writes the whole old row to "
                   "the WAL, and a subscriber may have to read its whole table to find the row.",
            .instead = "Use REPLICA IDENTITY DEFAULT with a primary key, or USING INDEX with a "
                       "unique index over columns that are NOT NULL.",
            .fine = "A unique index or a primary key says which row is meant, or the table was "
                    "made by the same deploy.",
            .source = "Logical Replication, Publication; ALTER TABLE, REPLICA IDENTITY",
            .aliases = "migrationpilot:MP055 pg-schema-diff:CORRECTNESS",
        },
    .check = check,
};

}  // namespace pgstage::rules
