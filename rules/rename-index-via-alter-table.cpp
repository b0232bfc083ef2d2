#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// ALTER INDEX … RENAME needs SHARE UPDATE EXCLUSIVE only from 12 on.
constexpr ServerVersion kWeakRename{12};

void check(const sql::Rename& rename, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (rename.object != sql::ObjectKind::Table) return;
  if (effects.index_locks.empty() || context.version < kWeakRename) return;
  const auto index = context.before.resolve_index(rename.name);
  const auto* table = context.before.catalog().table_of_index(index);
  if (table == nullptr || !context.live(table->name)) return;
  out.add({.span = context.statement.span(),
           .message = "ALTER TABLE renames index \"" + index.plain() +
                      "\" under a lock that stops queries of " + lint::table_words(table->name),
           .rewrite = std::string{"ALTER INDEX "} + (rename.if_exists ? "IF EXISTS " : "") +
                      index.sql() + " RENAME TO " + quote_ident(rename.new_name)});
}

}  // namespace

extern const lint::Rule rename_index_via_alter_table = {
    .info =
        {
            .id = "rename-index-via-alter-table",
            .title = "an index is renamed with ALTER TABLE",
            .severity = Severity::Notice,
            .category = lint::Category::Lock,
            .why = "ALTER TABLE takes ACCESS EXCLUSIVE on the index that it renames. The planner "
                   "opens every index of a table, so queries of the table wait for it, and it "
                   "waits for them.",
            .instead = "Use ALTER INDEX … RENAME TO, which from PostgreSQL 12 on takes SHARE "
                       "UPDATE EXCLUSIVE and lets queries go on.",
            .fine = "The table was made by the same deploy, or the server is older than PostgreSQL "
                    "12, where both take the same lock.",
            .source = "ALTER INDEX, RENAME; measured on 11 to 18",
            .fix_in_place = true,
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
