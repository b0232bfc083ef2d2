#include <cstddef>
#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void add(const lint::Context& context, const sql::Name& written, std::string_view policy,
         lint::Findings& out) {
  const auto table = context.before.resolve(written);
  if (!context.live(table)) return;
  out.add({.span = context.statement.span(),
           .message = "policy \"" + std::string{policy} + "\" decides who sees which rows of " +
                      lint::table_words(table) + ", and changes under a lock against all"});
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  if (const auto* object = std::get_if<sql::TableObject>(&context.view)) {
    if (object->object == sql::ObjectKind::Policy) add(context, object->table, object->name, out);
    return;
  }
  const auto* drop = std::get_if<sql::Drop>(&context.view);
  if (drop == nullptr || drop->object != sql::ObjectKind::Policy) return;
  for (std::size_t i = 0; i < drop->names.size(); ++i) {
    add(context, drop->names[i], drop->parts[i], out);
  }
}

}  // namespace

extern const lint::Rule policy_ddl = {
    .info =
        {
            .id = "policy-ddl",
            .title = "a policy of a table is made, changed or dropped",
            .severity = Severity::Notice,
            .category = lint::Category::Lock,
            .group = lint::Group::Policy,
            .why = "A policy decides who sees which rows, and any change of it takes ACCESS "
                   "EXCLUSIVE on the table, so reads and writes wait for it and behind it, though "
                   "it is quick then.",
            .instead = "Set a lock_timeout and try again when it fires. To narrow what is seen, "
                       "let the code that does without it come first.",
            .fine = "The table was made by the same deploy.",
            .source = "CREATE POLICY; measured on 11 to 18",
            .aliases = "pg-schema-diff:AUTHZ_UPDATE safe-migrate:restrictive-policy",
        },
    .check = check,
};

}  // namespace pgstage::rules
