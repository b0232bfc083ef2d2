#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.kind == "ALTER SYSTEM") {
    out.add({.span = context.statement.span(),
             .message = "ALTER SYSTEM changes every database of the server"});
    return;
  }
  const auto* role = std::get_if<sql::Role>(&context.view);
  if (role == nullptr || !role->superuser.value_or(false)) return;
  out.add({.span = context.statement.span(),
           .message = "role \"" + std::string{role->name} +
                      "\" may do anything in every database of the server"});
}

}  // namespace

extern const lint::Rule superuser_statement = {
    .info =
        {
            .id = "superuser-statement",
            .title = "a migration does what concerns the whole server",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .why = "ALTER SYSTEM changes the configuration of every database of the server, and "
                   "may keep it from starting again. A role with SUPERUSER may do anything in all "
                   "of them. Managed services refuse both, and a migration that needs such rights "
                   "runs everything else with them, too.",
            .instead = "Leave the server to whoever runs it. Use ALTER DATABASE ... SET or ALTER "
                       "ROLE ... SET for settings, and grant a role what it needs.",
            .fine = "SUPERUSER is taken away from a role.",
            .source = "ALTER SYSTEM; CREATE ROLE",
            .aliases = "migrationpilot:MP073",
        },
    .check = check,
};

}  // namespace pgstage::rules
