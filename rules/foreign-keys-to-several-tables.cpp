#include <algorithm>
#include <set>
#include <utility>

#include "pgstage/lint/foreign_keys.hpp"
#include "pgstage/lint/recipes.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

std::optional<std::string> one_by_one(const lint::Context& context,
                                      const std::vector<lint::ForeignKey>& keys) {
  // In one transaction the locks would come together all the same.
  if (context.in_transaction()) return std::nullopt;
  std::vector<std::string> statements;
  if (auto rest = lint::without(context, keys)) statements.push_back(std::move(*rest));
  for (const auto& key : keys) {
    if (key.in_create) {
      statements.push_back(lint::alter_to_add(context, key));
      continue;
    }
    const auto proved = lint::proved_key(context, key);
    if (!proved) return std::nullopt;
    statements.insert(statements.end(), proved->begin(), proved->end());
  }
  return lint::joined(statements);
}

std::string listed(const std::set<QualifiedName>& tables) {
  std::string out = "tables ";
  std::size_t place = 0;
  for (const auto& table : tables) {
    if (place > 0) out += place + 1 == tables.size() ? " and " : ", ";
    out += "\"" + table.plain() + "\"";
    ++place;
  }
  return out;
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  // What earlier statements hold is a hazard of its own name.
  if (effects.locks.size() < 2 || !context.held.empty()) return;
  const auto& keys = lint::added_foreign_keys(context);
  if (keys.size() < 2) return;
  std::set<QualifiedName> live;
  for (const auto& key : keys) {
    if (key.referenced != key.table && context.live(key.referenced)) live.insert(key.referenced);
  }
  if (live.size() < 2) return;
  // Where rows of this table are read meanwhile, that is the finding.
  const auto scans = lint::blocking_scans(effects, context, effects::Why::ValidateForeignKey);
  if (context.live(keys.front().table) && !scans.empty()) return;
  out.add({.span = context.statement.span(),
           .message = "writes to " + listed(live) + " are blocked together, in whatever order",
           .rewrite = one_by_one(context, keys)});
}

}  // namespace

extern const lint::Rule foreign_keys_to_several_tables = {
    .info =
        {
            .id = "foreign-keys-to-several-tables",
            .title = "one statement adds foreign keys to several tables in use",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .group = lint::Group::Policy,
            .why = "Each foreign key takes SHARE ROW EXCLUSIVE on the table that it references, "
                   "and all are kept until the transaction ends. While the statement waits for the "
                   "second table, writers of the first wait as well; and an application that "
                   "writes the two in the other order deadlocks with it.",
            .instead =
                "Create the table without the keys and add them one by one, each in a transaction "
                "of its own, under a lock_timeout; on a table with rows, NOT VALID first.",
            .fine = "All but one of the referenced tables were made by the same deploy, or the "
                    "keys reference the same table.",
            .source = "Explicit Locking, Deadlocks; measured on 11 to 18",
            .aliases =
                "online_migrations:multiple_foreign_keys gitlab:CreateTableWithForeignKeys "
                "gitlab:WithLockRetriesDisallowedMethod multiple-foreign-keys-in-transaction",
            .fix_in_place = true,
        },
    .check = check,
};

}  // namespace pgstage::rules
