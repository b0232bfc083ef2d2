#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

using catalog::TableObject;

const TableObject* policy_of(const catalog::Relation& table, std::string_view name) {
  const auto found =
      std::find_if(table.objects.begin(), table.objects.end(), [&](const TableObject& each) {
        return each.kind == TableObject::Kind::Policy && each.name.name == name;
      });
  return found == table.objects.end() ? nullptr : &*found;
}

/// Whether the same deploy has made one for at least whom and what the other was for.
bool has_its_place(const catalog::Relation& table, const TableObject& old) {
  const auto& scope = old.policy;
  return std::any_of(table.objects.begin(), table.objects.end(), [&](const TableObject& each) {
    if (each.kind != TableObject::Kind::Policy || !each.created_in_batch) return false;
    const auto& roles = each.policy.roles;
    const bool same_people =
        roles.empty() ||
        (!scope.roles.empty() &&
         std::includes(roles.begin(), roles.end(), scope.roles.begin(), scope.roles.end()));
    return same_people && each.name != old.name && each.policy.permissive == scope.permissive &&
           (each.policy.command == "all" || each.policy.command == scope.command);
  });
}

lint::Unless unless_made_anew(QualifiedName table, std::string policy,
                              const catalog::Relation* now) {
  std::optional<TableObject> old;
  if (now != nullptr && policy_of(*now, policy) != nullptr) old = *policy_of(*now, policy);
  const auto is_there = [table = std::move(table), policy = std::move(policy), old = std::move(old),
                         known = now != nullptr,
                         secured = now != nullptr && now->row_security](const auto& then) {
    const auto* found = then.catalog().relation(table);
    if (found == nullptr) return known;
    if (policy_of(*found, policy) != nullptr || (secured && !found->row_security)) return true;
    return old && has_its_place(*found, *old);
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
    const auto* old = table == nullptr ? nullptr : policy_of(*table, policy);
    if (old != nullptr && has_its_place(*table, *old)) continue;
    if (catalog.complete() && table != nullptr && old == nullptr) continue;
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
            .fine =
                "The same transaction makes a policy of the same name, or one for the same command "
                "and roles, or drops the table or switches row security off, or the table "
                "was made by the same deploy.",
            .source = "Row Security Policies",
            .aliases = "pg-schema-diff:AUTHZ_UPDATE",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
