#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::Publication& publication, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  const bool takes = publication.what == sql::Publication::What::Drop;
  for (const auto& written : publication.tables) {
    const auto table = context.before.resolve(written);
    if (!context.live(table)) continue;
    out.add({.span = context.statement.span(),
             .message = "changes of " + lint::table_words(table) +
                        (takes ? " reach subscribers of publication \""
                               : " reach the subscribers of publication \"") +
                        std::string{publication.name} + (takes ? "\" no more" : "\" from now on")});
  }
}

}  // namespace

extern const lint::Rule publication_ddl = {
    .info =
        {
            .id = "publication-ddl",
            .title = "a table is published, or not any more",
            .severity = Severity::Notice,
            .category = lint::Category::Correctness,
            .group = lint::Group::Design,
            .why =
                "From the moment it commits, UPDATE and DELETE of a published table without a "
                "replica identity fail, and its subscribers stop until they have the table. SHARE "
                "UPDATE EXCLUSIVE on each table keeps vacuum and other changes of it waiting.",
            .instead = "See to it that the table has a primary key and that the subscribers have "
                       "the table, and refresh their subscriptions afterwards.",
            .fine = "The publication is for all tables, which takes no lock on any, or the table "
                    "was made by the same deploy.",
            .source = "CREATE PUBLICATION; measured on 11 to 18",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
