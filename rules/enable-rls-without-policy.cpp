#include <algorithm>
#include <utility>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool has_policy(const catalog::Relation& table) {
  return std::any_of(table.objects.begin(), table.objects.end(), [](const auto& each) {
    return each.kind == catalog::TableObject::Kind::Policy;
  });
}

lint::Unless unless_policy(QualifiedName table, bool known) {
  const auto shows = [table = std::move(table), known](const catalog::Replay& then) {
    const auto* found = then.catalog().relation(table);
    if (found == nullptr) return known;
    return has_policy(*found) || !found->row_security;
  };
  return {lint::Unless::Until::Deploy, shows};
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  for (const auto i : lint::live_actions(context, sql::ActionKind::RowSecurity)) {
    const auto& alter = std::get<sql::AlterTable>(context.view);
    const auto change = alter.actions[i].row_security;
    const auto name = context.before.resolve(alter.name);
    const auto* table = context.before.catalog().relation(name);
    if (table != nullptr && has_policy(*table)) continue;
    // FORCE alone changes nothing while row security is off.
    const bool enabled = table != nullptr && table->row_security;
    const bool hides =
        (change == RowSecurity::Enable && !enabled) || (change == RowSecurity::Force && enabled);
    if (!hides) continue;
    const bool sure = context.before.catalog().complete() || (table != nullptr && table->known);
    out.add({.span = context.span_of_action(i),
             .message = (sure ? "no policy shows any row of " : "unless a policy shows rows of ") +
                        lint::table_words(name) +
                        (sure ? ", so queries of running code come back empty"
                              : ", queries of running code come back empty"),
             .unless = unless_policy(name, table != nullptr)});
  }
}

}  // namespace

extern const lint::Rule enable_rls_without_policy = {
    .info =
        {
            .id = "enable-rls-without-policy",
            .title = "row security is switched on and no policy shows any row",
            .severity = Severity::Error,
            .category = lint::Category::Compatibility,
            .why = "With row security and no policy, a table shows no row to anybody but its owner "
                   "and superusers, and takes none. Nothing fails: queries of the running release "
                   "come back empty. FORCE does the same to the owner.",
            .instead = "Make the policies first, or in the same transaction; they count for "
                       "nothing until row security is on.",
            .fine = "The table has policies, or the same deploy makes one, or switches row "
                    "security off again, or the table was made by the same deploy.",
            .source = "Row Security Policies; measured on 15",
            .aliases = "migrationpilot:MP057 migrationpilot:MP079 pg-schema-diff:AUTHZ_UPDATE",
        },
    .check = check,
};

}  // namespace pgstage::rules
