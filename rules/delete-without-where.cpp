#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::Query& query, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (query.verb != sql::Query::Verb::Delete) return;
  const auto table = context.before.resolve(query.target);
  if (!context.live(table) || !lint::takes_every_row(query)) return;
  out.add({.span = context.statement.span(),
           .message =
               "this DELETE takes every row of " + lint::table_words(table) + " in one transaction",
           .grows_with = table});
}

}  // namespace

extern const lint::Rule delete_without_where = {
    .info =
        {
            .id = "delete-without-where",
            .title = "a DELETE takes every row at once",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "Every row is locked until the transaction ends, so other writers of those rows "
                   "wait; the space comes back only after a vacuum; and replicas fall behind.",
            .instead =
                "Delete in batches by key, each in its own transaction; or, if the table is really "
                "to be emptied, decide for TRUNCATE in a quiet moment.",
            .fine = "The table is small, temporary, or was made by the same deploy.",
            .source = "DELETE",
            .aliases = "migrationpilot:MP067 pgfence:delete-without-where pgrubic:GN023 "
                       "postgres-language-server:banDeleteWithoutWhere",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
