#include <optional>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

std::string with_view(const lint::Context& context, const QualifiedName& from,
                      const QualifiedName& to) {
  return "BEGIN;\n" + std::string{context.script.text(context.statement.span())} +
         ";\nCREATE VIEW " + from.sql() + " AS SELECT * FROM " + to.sql() + ";\nCOMMIT";
}

void check(const sql::SetSchema& set, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (effects.fails) return;
  for (const auto& broken : effects.breaks) {
    const auto& from = broken.relation;
    const QualifiedName to{std::string{set.new_schema}, from.name};
    if (broken.what != effects::Broken::What::Name || from == to || !context.live(from)) continue;
    const auto rewrite = set.object == sql::ObjectKind::Sequence
                             ? std::nullopt
                             : std::optional{with_view(context, from, to)};
    out.add({.span = context.statement.span(),
             .message = "running code still looks for " +
                        lint::relation_words(from, context.before.catalog()) + " in schema \"" +
                        from.schema + "\"",
             .rewrite = rewrite,
             .unless = lint::unless_taken_over(context, from)});
  }
}

}  // namespace

extern const lint::Rule set_schema = {
    .info =
        {
            .id = "set-schema",
            .title = "a table that running code uses moves to another schema",
            .severity = Severity::Error,
            .category = lint::Category::Compatibility,
            .why = "Where code or search_path names the old schema, its queries fail the moment "
                   "the statement commits; where it names the new one, they failed until then. The "
                   "move itself takes ACCESS EXCLUSIVE but is quick.",
            .instead = "Move the table and create a view in the old schema in one transaction. The "
                       "view is updatable, so the old code goes on; drop it when nothing uses the "
                       "old place any more.",
            .fine =
                "The table was made by the same deploy, the same transaction puts a view in its "
                "place, or every client has both schemas in its search_path and names neither.",
            .source = "ALTER TABLE, SET SCHEMA; CREATE VIEW, Updatable Views",
            .aliases = "migrationpilot:MP098",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
