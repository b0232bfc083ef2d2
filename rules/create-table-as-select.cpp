#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::CreateTableAs& create, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (!create.with_data || effects.fails) return;
  for (const auto& scan : effects.scans) {
    if (!context.live(scan.table)) continue;
    out.add({.span = context.statement.span(),
             .message = "\"" + std::string{create.name.name} + "\" is filled from " +
                        lint::relation_words(scan.table, context.before.catalog()) +
                        " by one query in one transaction",
             .grows_with = scan.table});
    return;
  }
}

}  // namespace

extern const lint::Rule create_table_as_select = {
    .info =
        {
            .id = "create-table-as-select",
            .title = "a new table is filled by one long query",
            .severity = Severity::Notice,
            .category = lint::Category::Lock,
            .group = lint::Group::Design,
            .why =
                "The query reads live tables in full in one transaction. Meanwhile no dead row "
                "anywhere in the database can be cleaned up, everything it writes goes to the WAL "
                "at once, and its ACCESS SHARE lock makes whoever wants to change the tables wait.",
            .instead = "Make the table WITH NO DATA, and copy the rows in batches by key, each in "
                       "its own transaction.",
            .fine = "It says WITH NO DATA, finds its rows through an index, or reads only tables "
                    "that are small, temporary or made by the same deploy.",
            .source = "CREATE TABLE AS; Routine Vacuuming",
            .aliases = "migrationpilot:MP096 pgrubic:GN014 safe-migrate:create-table-as-select",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
