#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Its name is one that no running client knows, or it is the sequence of a column.
bool was_set_aside(const lint::Context& context, const QualifiedName& name) {
  const auto* found = context.before.catalog().relation(name);
  return found != nullptr &&
         (found->named_in_batch || found->kind == catalog::RelationKind::Sequence);
}

/// A table that is made anew under its name has a rule of its own. Where nothing has shown it, the
/// drop may be there for a temporary one that comes next.
lint::Unless unless_made_anew(QualifiedName name, bool may_be_nothing) {
  const QualifiedName temporary{std::string{catalog::kTemporarySchema}, name.name};
  const auto is_new = [=](const catalog::Replay& then) {
    if (may_be_nothing && then.catalog().relation(temporary) != nullptr) return true;
    const auto* found = then.catalog().relation(name);
    return found != nullptr && found->created_in_batch && !found->named_in_batch &&
           (found->kind == catalog::RelationKind::Table ||
            found->kind == catalog::RelationKind::PartitionedTable);
  };
  return {lint::Unless::Until::Deploy, is_new};
}

void check(const sql::Drop& drop, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (drop.object != sql::ObjectKind::Table) return;
  for (const auto& destroyed : effects.destroys) {
    if (destroyed.what != effects::Destroyed::What::Table) continue;
    if (!context.live(destroyed.relation) || was_set_aside(context, destroyed.relation)) continue;
    const auto* known = context.before.catalog().relation(destroyed.relation);
    const bool may_be_nothing = drop.if_exists && (known == nullptr || !known->known);
    out.add({.span = context.statement.span(),
             .message = "dropping " + lint::table_words(destroyed.relation) +
                        " loses its data and breaks running code that uses it",
             .unless = unless_made_anew(destroyed.relation, may_be_nothing)});
  }
}

}  // namespace

extern const lint::Rule drop_table = {
    .info =
        {
            .id = "drop-table",
            .title = "a table that running code may use is dropped",
            .severity = Severity::Error,
            .category = lint::Category::DataLoss,
            .why =
                "Queries of the running release that use the table fail the moment the statement "
                "commits, and its data is gone. ACCESS EXCLUSIVE is also taken on every table that "
                "its foreign keys point at.",
            .instead =
                "Deploy code that no longer uses the table first; take a backup; drop its foreign "
                "keys one by one; then drop it in a deploy of its own.",
            .fine = "The table is temporary, was made by the same deploy, or was given another "
                    "name by it "
                    "before, so that no running code knows what is dropped.",
            .source = "DROP TABLE",
            .aliases =
                "atlas:DS102 diesel-guard:DropTable django-migration-linter:DROP_TABLE "
                "excellent_migrations:table_dropped migrationpilot:MP026 pg-safe-migrate:PSM001 "
                "pg-schema-diff:DELETES_DATA pgfence:drop-table pgrubic:US021 "
                "postgres-language-server:banDropTable squawk:ban-drop-table",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
