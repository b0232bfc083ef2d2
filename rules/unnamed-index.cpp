#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

lint::Unless unless_gone(const QualifiedName& table) {
  return {lint::Unless::Until::Deploy, [table](const catalog::Replay& then) {
            return then.catalog().relation(table) == nullptr;
          }};
}

void check(const sql::CreateIndex& create, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (!create.name.empty()) return;
  const auto table = context.before.resolve(create.table);
  if (table.schema == catalog::kTemporarySchema) return;
  std::string chosen;
  if (!effects.index_builds.empty()) {
    chosen = ", perhaps \"" + effects.index_builds.front().index.name + "\"";
  }
  out.add({.span = context.statement.span(),
           .message =
               "PostgreSQL chooses the name of this index on " + lint::table_words(table) + chosen,
           .unless = unless_gone(table)});
}

}  // namespace

extern const lint::Rule unnamed_index = {
    .info =
        {
            .id = "unnamed-index",
            .title = "an index has no name",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Style,
            .why = "PostgreSQL chooses a name, and another one when that is taken. A migration "
                   "that is run again builds a second index instead of failing, a concurrent build "
                   "that failed cannot be cleared away by name, and databases come to differ.",
            .instead = "Give the index a name.",
            .fine = "The table is temporary, or the same deploy drops it.",
            .source = "CREATE INDEX",
            .aliases =
                "gitlab:ComplexIndexesRequireName gitlab:ReferToIndexByName migrationpilot:MP042",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
