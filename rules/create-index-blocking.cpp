#include "pgstage/lint/recipes.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// A statement whose effects are those of the statements in a body.
bool runs_bodies(const sql::View& view) {
  return std::holds_alternative<sql::Do>(view) || std::holds_alternative<sql::Call>(view) ||
         std::holds_alternative<sql::Query>(view);
}

/// The table itself, or the partitioned one that the statement names.
std::string on(const lint::Context& context, const sql::CreateIndex* create,
               const QualifiedName& scanned) {
  const auto named = create == nullptr ? scanned : context.before.resolve(create->table);
  return lint::table_words(named) + (named == scanned ? "" : " and its partitions");
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto* create = std::get_if<sql::CreateIndex>(&context.view);
  if (create == nullptr && !runs_bodies(context.view)) return;
  const auto scans = lint::blocking_scans(effects, context, effects::Why::BuildIndex);
  if (scans.empty()) return;
  const auto& scan = scans.front();
  std::optional<std::string> rewrite;
  if (create != nullptr) rewrite = lint::built_concurrently(context, *create, scan.object);
  out.add({.span = context.statement.span(),
           .message = "building index \"" + scan.object + "\" blocks every write to " +
                      on(context, create, scan.table) + " until it is done",
           .rewrite = std::move(rewrite),
           .grows_with = scan.table});
}

}  // namespace

extern const lint::Rule create_index_blocking = {
    .info =
        {
            .id = "create-index-blocking",
            .title = "an index is built without CONCURRENTLY",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why =
                "CREATE INDEX holds a SHARE lock on the table until it has read all of it. Readers "
                "go on; every INSERT, UPDATE and DELETE waits, for as long as the build takes.",
            .instead =
                "Build it with CREATE INDEX CONCURRENTLY, outside a transaction. It takes longer "
                "and lets writes through; if it fails, drop the invalid index it leaves, and build "
                "again. On a partitioned table, create it ON ONLY the parent, build it on each "
                "partition concurrently, and attach those.",
            .fine =
                "The table was made by the same deploy, is temporary, or is a partitioned table "
                "named with ONLY, which builds nothing.",
            .source = "CREATE INDEX, Building Indexes Concurrently",
            .aliases =
                "atlas:PG101 bytebase:INDEX_CREATE_CONCURRENTLY diesel-guard:AddIndex "
                "django-migration-linter:CREATE_INDEX eugene:E6 "
                "excellent_migrations:index_not_concurrently migrationpilot:MP001 "
                "online_migrations:add_index pg-safe-migrate:PSM007 "
                "pg-schema-diff:ACQUIRES_SHARE_LOCK pgfence:create-index-not-concurrent "
                "pgrubic:US016 postgres-language-server:requireConcurrentIndexCreation "
                "safe-migrate:require-concurrent-index squawk:require-concurrent-index-creation "
                "strong_migrations:add_index strong_migrations:add_reference "
                "index-not-concurrent",
            .fix_in_place = true,
        },
    .check = check,
};

}  // namespace pgstage::rules
