#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.kind != "DROP TABLESPACE") return;
  const auto* command = std::get_if<sql::ServerCommand>(&context.view);
  const std::string name{command == nullptr ? std::string_view{} : command->name};
  out.add({.span = context.statement.span(),
           .message = "tablespace \"" + name + "\" belongs to the server, not to this database"});
}

}  // namespace

extern const lint::Rule drop_tablespace = {
    .info =
        {
            .id = "drop-tablespace",
            .title = "a tablespace is dropped by a migration",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why = "A tablespace belongs to the server, not to one database. The statement is "
                   "refused while any database of the server keeps something in it, so it fails on "
                   "the servers where the migration was not tried.",
            .instead = "Move what is in it away, and leave the tablespace itself to whoever runs "
                       "the server.",
            .fine = "One team runs both the server and all of its databases.",
            .source = "DROP TABLESPACE",
            .aliases = "pgrubic:US007",
        },
    .check = check,
};

}  // namespace pgstage::rules
