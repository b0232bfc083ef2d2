#include <algorithm>
#include <utility>

#include "pgstage/lint/foreign_keys.hpp"
#include "pgstage/lint/recipes.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// What else the statement does, and then each key by itself.
std::optional<std::string> one_by_one(const lint::Context& context,
                                      const std::vector<lint::ForeignKey>& keys) {
  std::vector<std::string> statements;
  if (auto rest = lint::without(context, keys)) statements.push_back(std::move(*rest));
  for (const auto& key : keys) {
    const auto proved = lint::proved_key(context, key);
    if (!proved) return std::nullopt;
    statements.insert(statements.end(), proved->begin(), proved->end());
  }
  return lint::joined(statements);
}

/// A statement that drops a foreign key as well shuts both tables.
std::string blocked_with(const effects::Effects& effects, const QualifiedName& table) {
  const bool shut = effects.lock_on(table) == LockMode::AccessExclusive;
  return shut ? "reads and writes of it and of" : "writes to it and to";
}

void check(const sql::AlterTable& alter, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  const auto table = context.before.resolve(alter.name);
  // A table that nobody could fill has nothing to look up.
  if (!context.live(table) || lint::was_emptied(context, table)) return;
  for (const auto& scan :
       lint::blocking_scans(effects, context, effects::Why::ValidateForeignKey)) {
    if (alter.actions[scan.action].kind != sql::ActionKind::AddConstraint) continue;
    auto keys = lint::added_foreign_keys(context);
    std::erase_if(keys, [](const auto& key) { return key.at_column != nullptr; });
    out.add({.span = context.span_of_action(scan.action),
             .message = "adding this foreign key reads " + lint::table_words(table) + " while " +
                        blocked_with(effects, table) + " the referenced table are blocked",
             .rewrite = one_by_one(context, keys),
             .grows_with = table});
    return;
  }
}

}  // namespace

extern const lint::Rule add_foreign_key_validating = {
    .info =
        {
            .id = "add-foreign-key-validating",
            .title = "a foreign key is added and checked at once",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why =
                "ADD FOREIGN KEY holds SHARE ROW EXCLUSIVE on both tables while it looks up every "
                "existing row. Readers go on; writes to either table wait until it is done.",
            .instead =
                "Add it NOT VALID, which looks at no row, commit, and then run VALIDATE CONSTRAINT,"
                " which lets writes through. Before PostgreSQL 18 a partitioned table has no such "
                "key: add and validate it on each partition, and then on the parent.",
            .fine = "The referencing table was made by the same deploy, the key comes with a new "
                    "column, or it is NOT ENFORCED.",
            .source = "ALTER TABLE, ADD table_constraint; VALIDATE CONSTRAINT",
            .aliases = "atlas:PG306 bytebase:STATEMENT_ADD_FOREIGN_KEY_NOT_VALID "
                       "diesel-guard:AddForeignKey eugene:E1 "
                       "excellent_migrations:column_reference_added migrationpilot:MP005 "
                       "online_migrations:add_foreign_key online_migrations:add_reference "
                       "pg-safe-migrate:PSM009 pg-schema-diff:ACQUIRES_SHARE_ROW_EXCLUSIVE_LOCK "
                       "pgfence:add-constraint-fk-no-not-valid pgrubic:US012 "
                       "postgres-language-server:addingForeignKeyConstraint "
                       "safe-migrate:blocking-constraint squawk:adding-foreign-key-constraint "
                       "squawk:constraint-missing-not-valid strong_migrations:add_foreign_key "
                       "strong_migrations:add_reference",
            .fix_in_place = true,
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
