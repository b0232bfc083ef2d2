#include <algorithm>
#include <vector>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Tables that running clients know, and that it empties for foreign keys only.
std::vector<QualifiedName> reached(const effects::Effects& effects, const lint::Context& context,
                                   sql::Truncate truncate) {
  truncate.cascade = false;
  const auto named =
      effects::analyze(context.statement, sql::View{truncate}, context.before, context.version);
  std::vector<QualifiedName> out;
  for (const auto& destroyed : effects.destroys) {
    const bool also =
        std::any_of(named.destroys.begin(), named.destroys.end(),
                    [&](const auto& each) { return each.relation == destroyed.relation; });
    if (!also && context.live(destroyed.relation)) out.push_back(destroyed.relation);
  }
  return out;
}

bool is_unknown(const lint::Context& context, const QualifiedName& table) {
  const auto* found = context.before.catalog().relation(table);
  return !context.before.catalog().complete() && (found == nullptr || !found->known);
}

void check(const sql::Truncate& truncate, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (!truncate.cascade) return;
  for (const auto& table : reached(effects, context, truncate)) {
    out.add({.span = context.statement.span(),
             .message = "CASCADE empties " + lint::table_words(table) + ", too"});
  }
  for (const auto& written : truncate.tables) {
    const auto table = context.before.resolve(written);
    if (!is_unknown(context, table)) continue;
    out.add({.span = context.statement.span(),
             .message = "CASCADE empties every table that refers to " + lint::table_words(table) +
                        ", and nothing tells which those are"});
  }
}

}  // namespace

extern const lint::Rule truncate_cascade = {
    .info =
        {
            .id = "truncate-cascade",
            .title = "TRUNCATE empties tables that it does not name",
            .severity = Severity::Error,
            .category = lint::Category::DataLoss,
            .why =
                "CASCADE empties every table with a foreign key to the named one, and every table "
                "with one to those, whatever ON DELETE says. All of them are locked against reads "
                "and writes. A foreign key that somebody adds later makes it reach further.",
            .instead = "Name every table that is to be emptied, without CASCADE: then the server "
                       "refuses when one was forgotten.",
            .fine = "No foreign key points at the tables, as a snapshot or the migrations before "
                    "show, or only from new tables.",
            .source = "TRUNCATE; measured on 11 to 18",
            .aliases = "migrationpilot:MP036 pgfence:truncate-cascade "
                       "postgres-language-server:banTruncateCascade squawk:ban-truncate-cascade",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
