#include "pgstage/lint/held.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto* query = std::get_if<sql::Query>(&context.view);
  const bool changes = query != nullptr && query->verb != sql::Query::Verb::Select;
  if (context.held.empty() || !changes) return;
  const auto target = context.before.resolve(query->target);
  const auto* table = context.before.catalog().relation(target);
  if (query->where && lint::bounds_rows(query->where, table)) return;
  const auto& held = context.held.front();
  for (const auto& scan : effects.scans) {
    if (!context.live(scan.table) || lint::was_emptied(context, scan.table)) continue;
    if (lint::lasted_before(context, scan.table, held)) return;
    out.add({.span = context.statement.span(),
             .message = "this changes rows of " + lint::table_words(target) + " in bulk while " +
                        lint::table_words(held.relation) + " is locked against " +
                        std::string{lint::blocked_by(held.mode)},
             .grows_with = scan.table});
    return;
  }
}

}  // namespace

extern const lint::Rule backfill_under_lock = {
    .info =
        {
            .id = "backfill-under-lock",
            .title = "rows are changed in bulk while a table is locked",
            .severity = Severity::Error,
            .category = lint::Category::Transaction,
            .why =
                "A transaction keeps every lock until it ends. An earlier statement locked a "
                "table against reads or writes, and this one changes as many rows as there are, "
                "which may take minutes, so the lock lasts for minutes as well. The table that is "
                "locked need not be the one that is filled.",
            .instead =
                "Commit first. Fill the rows in batches, each in a transaction of its own, and "
                "put what needs them filled into another migration.",
            .fine =
                "The locked table was made by the same deploy, or the change is bounded by a key.",
            .source = "Explicit Locking, Table-Level Locks; measured on 13 to 18",
            .aliases = "ddl-and-backfill-same-transaction",
        },
    .check = check,
};

}  // namespace pgstage::rules
