#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// A term that keeps the number of rows small: a key is given, or a range of it.
bool bounds_rows(const sql::Term& term, const catalog::Relation* table) {
  using Kind = sql::Term::Kind;
  if (term.kind == Kind::Range) return true;
  if (term.kind != Kind::Equal && term.kind != Kind::InList) return false;
  if (term.column == "ctid" || term.column == "id") return true;
  if (table == nullptr) return false;
  for (const auto& index : table->indexes) {
    if (index.unique && index.columns.size() == 1 && index.columns[0] == term.column) return true;
  }
  return false;
}

bool is_bounded(const sql::Query& query, const catalog::Relation* table) {
  for (const auto& term : sql::terms(query.where)) {
    if (bounds_rows(term, table) || term.kind == sql::Term::Kind::Other) return true;
  }
  return false;
}

bool takes_every_row(const sql::Query& query) {
  if (!query.where) return !query.has_source;
  for (const auto& term : sql::terms(query.where)) {
    if (term.kind != sql::Term::Kind::True) return false;
  }
  return true;
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  const auto* query = std::get_if<sql::Query>(&context.view);
  if (query == nullptr) return;
  const bool changes =
      query->verb == sql::Query::Verb::Update || query->verb == sql::Query::Verb::Delete;
  const auto table = context.before.resolve(query->target);
  // Without any condition it is a hazard of its own name.
  if (!changes || !context.live(table) || takes_every_row(*query)) return;
  if (is_bounded(*query, context.before.catalog().relation(table))) return;
  out.add({.span = context.statement.span(),
           .message = "nothing bounds how many rows of " + lint::table_words(table) +
                      " this changes in one transaction"});
}

}  // namespace

extern const lint::Rule unbatched_backfill = {
    .info =
        {
            .id = "unbatched-backfill",
            .title = "an UPDATE or DELETE of unbounded size runs in one transaction",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "Every row that matches is locked until the transaction ends, and the condition "
                   "does not say how many there are. Other writers of those rows wait, the table "
                   "bloats, and replicas fall behind.",
            .instead =
                "Work in batches by key, each in its own transaction, and make it safe to run "
                "again. pgstage plan writes such a step.",
            .fine =
                "The condition gives keys or a range, the table is small, temporary, or was made by"
                " the same deploy.",
            .source = "UPDATE; Routine Vacuuming",
            .aliases = "bytebase:STATEMENT_AFFECTED_ROW_LIMIT bytebase:STATEMENT_DML_DRY_RUN "
                       "migrationpilot:MP011 batch-data-change",
        },
    .check = check,
};

}  // namespace pgstage::rules
