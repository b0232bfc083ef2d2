#include <cstddef>
#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool is_view(const lint::Context& context, const QualifiedName& name) {
  const auto* found = context.before.catalog().relation(name);
  return found != nullptr && found->kind == catalog::RelationKind::View;
}

void add(const lint::Context& context, const sql::Name& written, std::string_view rule, Span span,
         lint::Findings& out) {
  const auto table = context.before.resolve(written);
  if (!context.live(table) || is_view(context, table)) return;
  out.add({.span = span,
           .message = "rule \"" + std::string{rule} + "\" changes what queries of " +
                      lint::table_words(table) + " do, and is changed under a lock against all"});
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  using Kind = sql::ActionKind;
  if (effects.fails) return;
  if (const auto* create = std::get_if<sql::TableObject>(&context.view)) {
    if (create->object != sql::ObjectKind::Rule) return;
    add(context, create->table, create->name, context.statement.span(), out);
  } else if (const auto* drop = std::get_if<sql::Drop>(&context.view)) {
    if (drop->object != sql::ObjectKind::Rule) return;
    for (std::size_t i = 0; i < drop->names.size(); ++i) {
      add(context, drop->names[i], drop->parts[i], context.statement.span(), out);
    }
  } else if (const auto* alter = std::get_if<sql::AlterTable>(&context.view)) {
    for (std::size_t i = 0; i < alter->actions.size(); ++i) {
      const auto& action = alter->actions[i];
      if (action.kind != Kind::EnableRule && action.kind != Kind::DisableRule) continue;
      add(context, alter->name, action.name, context.span_of_action(i), out);
    }
  }
}

}  // namespace

extern const lint::Rule rule_ddl = {
    .info =
        {
            .id = "rule-ddl",
            .title = "a rewrite rule of a table is made, changed or dropped",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .why =
                "A rule rewrites every query of the table before it is planned: it may run "
                "expressions twice, does not see rows one by one, and makes INSERT ... RETURNING "
                "and COPY do something else. Any change of it takes ACCESS EXCLUSIVE on the table.",
            .instead = "Use a trigger.",
            .fine = "The table was made by the same deploy, or the rule is of a view.",
            .source = "Rules Versus Triggers; measured on 11 to 18",
            .aliases = "pgrubic:GN002",
        },
    .check = check,
};

}  // namespace pgstage::rules
