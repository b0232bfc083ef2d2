#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr lint::Parameter kParameters[] = {
    {.name = "throwaway",
     .value = "staging stage tmp temp scratch",
     .says = "words in names of tables that may be emptied"},
};

void check(const sql::Truncate& truncate, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  for (const auto& written : truncate.tables) {
    const auto table = context.before.resolve(written);
    const auto throwaway = context.parameter("truncate", "throwaway");
    if (!context.live(table) || lint::has_word_of(table, throwaway)) continue;
    out.add({.span = context.statement.span(),
             .message = "TRUNCATE throws every row of " + lint::table_words(table) +
                        " away and blocks reads and writes of it"});
  }
}

}  // namespace

extern const lint::Rule truncate = {
    .info =
        {
            .id = "truncate",
            .title = "a table that running code uses is emptied",
            .severity = Severity::Error,
            .category = lint::Category::DataLoss,
            .why = "TRUNCATE takes ACCESS EXCLUSIVE on the table and its indexes and throws every "
                   "row away. Transactions that began before see an empty table, too, since it "
                   "does not keep old rows for them.",
            .instead = "Delete in batches by key, each in its own transaction; of a partitioned "
                       "table, detach and drop partitions.",
            .fine = "The table is temporary, was made by the same deploy, or is a staging table, "
                    "as a word of its name or its schema says (parameter throwaway).",
            .source = "TRUNCATE",
            .aliases = "bytebase:STATEMENT_DISALLOW_TRUNCATE diesel-guard:TruncateTable "
                       "pgfence:truncate pgrubic:US029 postgres-language-server:banTruncate",
            .parameters = kParameters,
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
