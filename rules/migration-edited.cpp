#include "pgstage/lint/migration.hpp"

namespace pgstage::rules {
namespace {

void check(const lint::FileContext& context, lint::Findings& out) {
  if (!context.edited) return;
  out.add({.span = context.begin(),
           .message = "migration \"" + std::string{context.migration} +
                      "\" was edited, and may have been applied as it was" +
                      lint::and_then(context.runner.if_edited)});
}

}  // namespace

extern const lint::Rule migration_edited = {
    .info =
        {
            .id = "migration-edited",
            .title = "a migration that others have was edited",
            .severity = Severity::Error,
            .category = lint::Category::History,
            .why =
                "Where it was applied already, the runner passes it over, or stops since its "
                "checksum is another; where it was not, it makes another schema. So the databases "
                "part from each other.",
            .instead = "Put the migration back as it was, and write what is still to be done into "
                       "a new one behind it.",
            .fine = "It was applied nowhere yet, or only its comments were edited and the runner "
                    "keeps no checksums.",
            .source = "the documentation of Flyway, Prisma and Liquibase on checksums",
        },
    .check_file = check,
};

}  // namespace pgstage::rules
