#include <algorithm>
#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr lint::Parameter kParameters[] = {
    {.name = "allowed", .value = "", .says = "extensions that may be used; none named: all"},
};

bool is_allowed(std::string_view allowed, std::string_view extension) {
  for (auto rest = allowed; !rest.empty();) {
    const auto space = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, space) == extension) return true;
    rest.remove_prefix(std::min(space + 1, rest.size()));
  }
  return allowed.empty();
}

void check(const sql::Extension& extension, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  const std::string name = "extension \"" + std::string{extension.name} + "\"";
  if (!is_allowed(context.parameter("extension-ddl", "allowed"), extension.name)) {
    out.add({.span = context.statement.span(), .message = name + " is not one of those agreed on"});
  } else if (extension.version.empty()) {
    out.add({.span = context.statement.span(),
             .message = name + " comes as whatever version the server has"});
  }
}

}  // namespace

extern const lint::Rule extension_ddl = {
    .info =
        {
            .id = "extension-ddl",
            .title = "an extension comes as whatever version is there",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why = "CREATE EXTENSION takes the default version of the server, and ALTER EXTENSION "
                   "... UPDATE the newest, so databases that ran the same migrations differ. "
                   "Managed services offer some extensions only, and most need a superuser.",
            .instead = "Name the version, and use only extensions that are agreed on.",
            .fine = "The version is named and the extension agreed on (parameter allowed; without "
                    "names every one is).",
            .source = "CREATE EXTENSION",
            .aliases = "diesel-guard:CreateExtension migrationpilot:MP078 "
                       "pg-schema-diff:UPGRADING_EXTENSION_VERSION pgrubic:ST001",
            .parameters = kParameters,
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
