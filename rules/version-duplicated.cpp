#include "pgstage/lint/migration.hpp"

namespace pgstage::rules {
namespace {

void check(const lint::FileContext& context, lint::Findings& out) {
  if (!context.same_version || !context.runner.goes_by_name.empty()) return;
  out.add({.span = context.begin(),
           .message = "migration \"" + std::string{context.migration} + "\" has the version of \"" +
                      std::string{*context.same_version} + "\""});
}

}  // namespace

extern const lint::Rule version_duplicated = {
    .info =
        {
            .id = "version-duplicated",
            .title = "two migrations have the same version",
            .severity = Severity::Warning,
            .category = lint::Category::History,
            .why =
                "Runners tell migrations apart by the version at the head of their names. Of two "
                "that share one, some runners refuse both, some run one and take the other for "
                "applied, and the rest go by the letters behind it. It happens when two branches "
                "each add the next number.",
            .instead = "Give the one that was not applied anywhere yet a version of its own, "
                       "behind the other.",
            .fine = "The runner tells migrations apart by their whole names, as Prisma, Drizzle, "
                    "Knex, Sequelize and sql-migrate do.",
            .source = "the documentation of Flyway, golang-migrate, goose, Diesel and dbmate",
            .aliases = "migration-order-conflict atlas:non-linear migrationpilot:SQ004 "
                       "safe-migrations-guard:chain-conflict",
        },
    .check_file = check,
};

}  // namespace pgstage::rules
