#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::Query& query, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (query.verb != sql::Query::Verb::Update) return;
  const auto table = context.before.resolve(query.target);
  if (!context.live(table) || !lint::takes_every_row(query)) return;
  out.add({.span = context.statement.span(),
           .message =
               "this UPDATE takes every row of " + lint::table_words(table) + " in one transaction",
           .grows_with = table});
}

}  // namespace

extern const lint::Rule update_without_where = {
    .info =
        {
            .id = "update-without-where",
            .title = "an UPDATE takes every row at once",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why =
                "Every row is locked until the transaction ends, so other writers of those rows "
                "wait; the table grows by a copy of every row; replicas fall behind; and nothing "
                "can be cleaned up meanwhile.",
            .instead =
                "Update in batches by key, each in its own transaction, and make it safe to run "
                "again. pgstage plan writes such a step.",
            .fine = "The table is small, temporary, or was made by the same deploy.",
            .source = "UPDATE",
            .aliases = "bytebase:STATEMENT_WHERE_REQUIRE_UPDATE_DELETE "
                       "diesel-guard:MutationWithoutWhere excellent_migrations:operation_update "
                       "migrationpilot:MP011 pgfence:update-in-migration pgrubic:GN022 "
                       "postgres-language-server:banUpdateWithoutWhere",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
