#include <algorithm>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

lint::Unless unless_replaced(const lint::Context& context, const QualifiedName& table) {
  const auto replaced = [table](const catalog::Replay& then) {
    const auto* found = then.catalog().relation(table);
    return found == nullptr || found->primary_key() != nullptr;
  };
  return {lint::until_seen(context), replaced};
}

bool adds_key(const sql::AlterTable& alter) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [](const auto& action) {
    if (action.constraint) return action.constraint->kind == ConstraintKind::PrimaryKey;
    if (!action.column) return false;
    const auto& constraints = action.column->constraints;
    return std::any_of(constraints.begin(), constraints.end(),
                       [](const auto& each) { return each.kind == ConstraintKind::PrimaryKey; });
  });
}

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (adds_key(alter)) return;
  const auto table = context.before.resolve(alter.name);
  const auto* found = context.before.catalog().relation(table);
  const auto* key = found == nullptr ? nullptr : found->primary_key();
  if (key == nullptr || key->created_in_batch || !context.live(table)) return;
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (action.kind != sql::ActionKind::DropConstraint || action.name != key->name) continue;
    out.add({.span = context.span_of_action(i),
             .message = "dropping primary key \"" + key->name + "\" leaves " +
                        lint::table_words(table) +
                        " without one: duplicates are taken, and logical replication refuses its "
                        "updates and deletes",
             .unless = unless_replaced(context, table)});
  }
}

}  // namespace

extern const lint::Rule drop_primary_key = {
    .info =
        {
            .id = "drop-primary-key",
            .title = "the primary key of a table is dropped",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "Without its primary key a table takes duplicates, ON CONFLICT over the key "
                   "fails, and logical replication refuses its UPDATE and DELETE unless it has "
                   "another replica identity. With CASCADE every foreign key to the table goes, "
                   "too, under ACCESS EXCLUSIVE on each of those tables.",
            .instead =
                "Build the new key's unique index CONCURRENTLY and make its columns NOT NULL "
                "first. Then drop the old key and add the new one USING INDEX in one ALTER TABLE.",
            .fine = "The same transaction or script makes another primary key; the table or its "
                    "key was made "
                    "by the same deploy.",
            .source = "ALTER TABLE, DROP CONSTRAINT; Logical Replication, Publication",
            .aliases = "diesel-guard:DropPrimaryKey migrationpilot:MP055",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
