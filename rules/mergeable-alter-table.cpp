#include <algorithm>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// A change that the first statement has to be over for.
bool needs_former(const sql::AlterTable& alter, const QualifiedName& table,
                  const lint::Context& context) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [&](const auto& each) {
    return each.kind == sql::ActionKind::ChangeType && !context.live(table, each.name);
  });
}

void check(const sql::AlterTable& alter, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (!context.in_transaction() || effects.fails) return;
  const auto table = context.before.resolve(alter.name);
  const auto reads = [&](const auto& scan) {
    return scan.table == table && scan.why != effects::Why::BuildIndex &&
           scan.why != effects::Why::ValidateForeignKey;
  };
  if (effects.lock_on(table) != LockMode::AccessExclusive ||
      std::none_of(effects.scans.begin(), effects.scans.end(), reads)) {
    return;
  }
  const auto past = context.past.to(table);
  if (past.empty() || past.back().transaction != context.past.transaction()) return;
  const auto& former = past.back();
  const bool read = former.rewrites || (former.scans && !former.builds_index);
  if (former.kind != "ALTER TABLE" || former.mode != LockMode::AccessExclusive || !read) return;
  if (former.path != context.path || needs_former(alter, table, context)) return;
  out.add({.span = context.statement.span(),
           .message = "this goes through all of " + lint::table_words(table) + " again, as line " +
                      std::to_string(former.line) + " of the same transaction did"});
}

}  // namespace

extern const lint::Rule mergeable_alter_table = {
    .info =
        {
            .id = "mergeable-alter-table",
            .title = "one transaction reads or rewrites a table several times",
            .severity = Severity::Notice,
            .category = lint::Category::Rewrite,
            .group = lint::Group::Design,
            .why =
                "Each ALTER TABLE that has to look at all rows reads or writes the table in full. "
                "One ALTER TABLE with several actions does all of it in one pass, so the table is "
                "locked for a shorter time.",
            .instead = "Write the actions into one ALTER TABLE, separated by commas.",
            .fine =
                "The statements run in transactions of their own, something between them changes "
                "rows, or one of them takes a weaker lock than the other: VALIDATE CONSTRAINT and "
                "foreign keys gain nothing.",
            .source = "ALTER TABLE, Notes",
            .aliases = "bytebase:STATEMENT_MERGE_ALTER_TABLE eugene:W12 migrationpilot:MP058 "
                       "postgres-language-server:multipleAlterTable",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
