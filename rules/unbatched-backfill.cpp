#include <algorithm>
#include <string_view>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"
#include "pgstage/sql/lexer.hpp"

namespace pgstage::rules {
namespace {

using Verb = sql::Query::Verb;

/// Whether the rows that are written come from reading a live table in full.
bool reads_a_live_table(const effects::Effects& effects, const lint::Context& context,
                        const QualifiedName& target) {
  return std::any_of(effects.scans.begin(), effects.scans.end(), [&](const auto& scan) {
    return scan.table != target && context.live(scan.table);
  });
}

/// The rows are those that something else names, such as a list of VALUES.
bool is_told_which(const lint::Context& context, const sql::Query& query) {
  using Kind = sql::Term::Kind;
  const auto terms = sql::terms(query.where);
  const bool told = std::any_of(terms.begin(), terms.end(), [](const auto& term) {
    return term.kind == Kind::Join || term.kind == Kind::Query;
  });
  if (!told) return false;
  const auto facts = sql::facts(query.whole);
  return std::none_of(facts.relations.begin(), facts.relations.end(), [&](const auto& use) {
    return use.how != sql::RelationUse::How::Write &&
           context.live(context.before.resolve(use.name));
  });
}

/// A limit anywhere in it makes a batch of it.
bool is_limited(std::string_view statement) {
  sql::Lexer lexer(statement);
  for (sql::Token token; lexer.next_significant(token);) {
    if (lexer.is_word(token, "limit") || lexer.is_word(token, "fetch")) return true;
  }
  return false;
}

bool is_unbounded(const effects::Effects& effects, const lint::Context& context,
                  const sql::Query& query, const QualifiedName& target) {
  const auto& catalog = context.before.catalog();
  switch (query.verb) {
    case Verb::Update:
    case Verb::Delete:
      // Without any condition it is a hazard of its own name.
      return !lint::takes_every_row(query) &&
             !lint::bounds_rows(query.where, catalog.relation(target)) &&
             !is_told_which(context, query);
    case Verb::Insert:
      return query.source && !lint::bounds_rows(sql::condition_of(query.source), nullptr) &&
             reads_a_live_table(effects, context, target);
    case Verb::Merge:
      return reads_a_live_table(effects, context, target);
    default:
      return false;
  }
}

/// Of another statement of this deploy that goes through the same table, by this rule or the one
/// for those without any condition.
bool was_said(const lint::Context& context, const QualifiedName& table) {
  const auto deeds = context.past.to(table);
  return std::any_of(deeds.begin(), deeds.end(),
                     [](const auto& deed) { return deed.changes_rows && deed.scans; });
}

void check(const sql::Query& query, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (query.verb == Verb::Select) return;
  const auto table = context.before.resolve(query.target);
  if (!context.live(table) || was_said(context, table)) return;
  if (!is_unbounded(effects, context, query, table)) return;
  if (is_limited(context.script.text(context.statement.span()))) return;
  out.add({.span = context.statement.span(),
           .message = "nothing bounds how many rows of " + lint::table_words(table) +
                      " this changes in one transaction",
           .grows_with = table});
}

}  // namespace

extern const lint::Rule unbatched_backfill = {
    .info =
        {
            .id = "unbatched-backfill",
            .title = "a change of unbounded size runs in one transaction",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "Every row that it writes is locked until the transaction ends, and nothing "
                   "says how many there are. Other writers of those rows wait, the table bloats, "
                   "and replicas fall behind.",
            .instead = "Work in batches by key, each in its own transaction, and make it safe to "
                       "run again. pgstage plan writes such a step.",
            .fine = "The condition gives keys, a range or a limit, the table is small, temporary, "
                    "or was made by the same deploy. It is said once of a table.",
            .source = "UPDATE; Routine Vacuuming",
            .aliases = "bytebase:STATEMENT_AFFECTED_ROW_LIMIT bytebase:STATEMENT_DML_DRY_RUN "
                       "migrationpilot:MP011 batch-data-change",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
