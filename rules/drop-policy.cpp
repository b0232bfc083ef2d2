#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool has_policy(const catalog::Relation& table, std::string_view policy) {
  return std::any_of(table.objects.begin(), table.objects.end(), [&](const auto& each) {
    return each.kind == catalog::TableObject::Kind::Policy && each.name.name == policy;
  });
}

lint::Unless unless_made_anew(QualifiedName table, std::string policy,
                              const catalog::Relation* now) {
  const auto is_there = [table = std::move(table), policy = std::move(policy),
                         known = now != nullptr,
                         secured = now != nullptr && now->row_security](const auto& then) {
    const auto* found = then.catalog().relation(table);
    if (found == nullptr) return known;
    return has_policy(*found, policy) || (secured && !found->row_security);
  };
  return {lint::Unless::Until::Transaction, is_there};
}

void check(const sql::Drop& drop, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (drop.object != sql::ObjectKind::Policy || effects.fails) return;
  const auto& catalog = context.before.catalog();
  for (std::size_t i = 0; i < drop.names.size(); ++i) {
    const auto name = context.before.resolve(drop.names[i]);
    const auto* table = catalog.relation(name);
    const std::string policy{drop.parts[i]};
    if (!context.live(name)) continue;
    if (catalog.complete() && table != nullptr && !has_policy(*table, policy)) continue;
    if (catalog.complete() && table != nullptr && !table->row_security) continue;
    out.add({.span = context.statement.span(),
             .message = "without policy \"" + policy + "\" other rows of " +
                        lint::table_words(name) + " are seen than running code counts on",
             .unless = unless_made_anew(name, policy, table)});
  }
}

}  // namespace

extern const lint::Rule drop_policy = {
    .info =
        {
            .id = "drop-policy",
            .title = "a policy is dropped and none takes its place",
            .severity = Severity::Warning,
            .category = lint::Category::Compatibility,
            .why = "Without a permissive policy the rows that it showed are gone for whoever "
                   "counts on it, without an error; without a restrictive one, rows are seen that "
                   "were hidden. Between a DROP and a CREATE in separate transactions, queries run "
                   "without either.",
            .instead = "Use ALTER POLICY, or drop and create it in one transaction.",
            .fine = "The same transaction makes a policy of the same name, or drops the table or "
                    "switches row security off, or the table was made by the same deploy.",
            .source = "Row Security Policies",
            .aliases = "pg-schema-diff:AUTHZ_UPDATE",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
