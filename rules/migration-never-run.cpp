#include "pgstage/lint/migration.hpp"

namespace pgstage::rules {
namespace {

void check(const lint::FileContext& context, lint::Findings& out) {
  if (context.runner.does_not_run.empty()) return;
  out.add({.span = context.begin(),
           .message = "migration \"" + std::string{context.migration} + "\" is not run" +
                      lint::and_then(context.runner.does_not_run)});
}

}  // namespace

extern const lint::Rule migration_never_run = {
    .info =
        {
            .id = "migration-never-run",
            .title = "a migration that its own runner does not run",
            .severity = Severity::Error,
            .category = lint::Category::History,
            .why = "Runners refuse a migration that contradicts their settings, or pass it over in "
                   "silence because it seems older than what was run last. On the machine where it "
                   "was made it may have run, as its history is another one there. Production goes "
                   "on without it, or stops in the middle of a deploy.",
            .instead = "Do what the message says: divide the script, tell the runner what it may "
                       "do, or have the migration generated once more.",
            .fine = "The runner is told so where pgstage does not look, such as on the command "
                    "line or in a variable of its environment.",
            .source = "the documentation of Flyway on mixed, and of TypeORM on transaction modes; "
                      "measured with Drizzle 0.45 and TypeORM 1.1",
        },
    .check_file = check,
};

}  // namespace pgstage::rules
