#include "pgstage/lint/migration.hpp"

namespace pgstage::rules {
namespace {

void check(const lint::FileContext& context, lint::Findings& out) {
  if (context.renamed_from.empty()) return;
  out.add({.span = context.begin(),
           .message = "migration \"" + std::string{context.migration} + "\" is \"" +
                      std::string{context.renamed_from} +
                      "\" where others have it, and may have been applied under that name"});
}

}  // namespace

extern const lint::Rule migration_renamed = {
    .info =
        {
            .id = "migration-renamed",
            .title = "a migration that others have was given another name",
            .severity = Severity::Error,
            .category = lint::Category::History,
            .why = "Runners know what they have run by its name or its version. Where it was "
                   "applied under the old one, they take it for a new migration and run it once "
                   "more, and many refuse to go on as the old one is gone.",
            .instead = "Give it back its name. If it has to come later, put it back and write a "
                       "new migration.",
            .fine = "It was applied nowhere yet, or only what the runner does not look at is "
                    "another: of Flyway's names, what stands behind the version.",
            .source = "the documentation of Flyway, Prisma and Django on their history tables",
        },
    .check_file = check,
};

}  // namespace pgstage::rules
