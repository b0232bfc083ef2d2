#include "pgstage/lint/migration.hpp"

namespace pgstage::rules {
namespace {

void check(const lint::FileContext& context, lint::Findings& out) {
  if (!context.removed) return;
  out.add({.span = context.begin(),
           .message = "migration \"" + std::string{context.migration} +
                      "\" is gone, and may have been applied"});
}

}  // namespace

extern const lint::Rule migration_removed = {
    .info =
        {
            .id = "migration-removed",
            .title = "a migration that others have is gone",
            .severity = Severity::Error,
            .category = lint::Category::History,
            .why =
                "The tables of the runner still name it where it was applied, and many runners "
                "refuse to go on when they do not find it. A new database is made without what it "
                "did, and what comes behind it may fail there.",
            .instead = "Put it back, and undo what it did in a new migration.",
            .fine = "It was applied nowhere yet, or the whole history was replaced by one schema "
                    "that every database has.",
            .source = "the documentation of Flyway, golang-migrate and Prisma",
        },
    .check_file = check,
};

}  // namespace pgstage::rules
