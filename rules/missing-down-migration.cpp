#include "pgstage/lint/migration.hpp"

namespace pgstage::rules {
namespace {

void check(const lint::FileContext& context, lint::Findings& out) {
  if (context.has_way_back || !context.changes_schema) return;
  out.add({.span = context.begin(),
           .message = "nothing undoes migration \"" + std::string{context.migration} + "\""});
}

}  // namespace

extern const lint::Rule missing_down_migration = {
    .info =
        {
            .id = "missing-down-migration",
            .title = "a migration has no way back",
            .severity = Severity::Notice,
            .category = lint::Category::History,
            .group = lint::Group::Policy,
            .why =
                "When a release has to be taken back in a hurry, somebody writes what undoes its "
                "migration by hand, on the production database, for the first time.",
            .instead =
                "Put a down script beside the migration, or let pgstage plan it: each step of a "
                "plan before its contract phase has an undo that the proof has run.",
            .fine = "The project only ever goes forward, and each change is one that the release "
                    "before it can live with.",
            .source = "the documentation of golang-migrate, goose, Diesel, dbmate and sql-migrate",
            .aliases = "django-migration-linter:RUNSQL_REVERSIBLE "
                       "safe-migrations-guard:irreversible-migration pgroll:down",
        },
    .check_file = check,
};

}  // namespace pgstage::rules
