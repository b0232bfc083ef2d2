#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.kind != "DROP DATABASE") return;
  const auto* command = std::get_if<sql::ServerCommand>(&context.view);
  const std::string name{command == nullptr ? std::string_view{} : command->name};
  out.add({.span = context.statement.span(),
           .message = "dropping database \"" + name + "\" loses everything in it"});
}

}  // namespace

extern const lint::Rule drop_database = {
    .info =
        {
            .id = "drop-database",
            .title = "a whole database is dropped",
            .severity = Severity::Error,
            .category = lint::Category::DataLoss,
            .why = "Every table of the database is gone with its data, and only a backup brings it "
                   "back. With FORCE, sessions that use it are ended first.",
            .instead = "Drop databases by hand, with a backup at hand, and never in a migration. "
                       "To keep clients out first, use ALTER DATABASE ... ALLOW_CONNECTIONS false.",
            .fine = "It is never part of a schema change.",
            .source = "DROP DATABASE",
            .aliases =
                "diesel-guard:DropDatabase migrationpilot:MP034 pgfence:drop-database "
                "pgrubic:US008 postgres-language-server:banDropDatabase squawk:ban-drop-database",
        },
    .check = check,
};

}  // namespace pgstage::rules
