#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr std::string_view kId = "several-concerns";

constexpr lint::Parameter kParameters[] = {
    {.name = "concerns",
     .value = "1",
     .says = "how many groups of connected tables a migration may change"},
};

using Tables = std::set<QualifiedName>;

std::optional<QualifiedName> changed_table(const lint::Context& context) {
  const auto& before = context.before;
  if (const auto* alter = std::get_if<sql::AlterTable>(&context.view)) {
    return before.resolve(alter->name);
  }
  if (const auto* create = std::get_if<sql::CreateIndex>(&context.view)) {
    return before.resolve(create->table);
  }
  const auto* drop = std::get_if<sql::Drop>(&context.view);
  const bool drops = drop != nullptr && drop->object == sql::ObjectKind::Table;
  return drops ? std::optional{before.resolve(drop->names.front())} : std::nullopt;
}

bool is_known(const catalog::Relation* relation) { return relation != nullptr && relation->known; }

/// What a table names, and what names it; nothing of what is not known.
Tables neighbours(const QualifiedName& table, const catalog::Catalog& catalog) {
  Tables out;
  if (const auto* found = catalog.relation(table)) {
    for (const auto& each : found->constraints) {
      if (each.kind == ConstraintKind::ForeignKey) out.insert(each.referenced);
    }
    for (const auto& each : found->reads) out.insert(each.relation);
    for (const auto& each : found->children) out.insert(each);
    if (found->parent) out.insert(*found->parent);
    if (found->owner_table) out.insert(*found->owner_table);
  }
  for (const auto* other : catalog.mentioning(table)) out.insert(other->name);
  return out;
}

/// Everything that one of them leads to in two steps: a table between two connects them.
bool are_connected(const QualifiedName& table, const QualifiedName& other,
                   const catalog::Catalog& catalog) {
  const auto around = neighbours(table, catalog);
  if (around.contains(other)) return true;
  const auto around_other = neighbours(other, catalog);
  return std::any_of(around.begin(), around.end(),
                     [&](const auto& each) { return around_other.contains(each); });
}

bool is_changed_here(const QualifiedName& table, const lint::Context& context) {
  const auto past = context.past.to(table);
  return std::any_of(past.begin(), past.end(), [&](const lint::Deed& each) {
    return each.path == context.path && !each.changes_rows &&
           each.mode >= LockMode::ShareUpdateExclusive;
  });
}

/// The live tables that this migration has changed before the statement.
Tables changed_before(const lint::Context& context) {
  Tables out;
  for (const auto* each : context.before.catalog().relations()) {
    if (each->known && is_changed_here(each->name, context)) out.insert(each->name);
  }
  return out;
}

/// How many groups there are of which none is connected with another.
std::size_t groups_of(Tables tables, const catalog::Catalog& catalog) {
  std::size_t groups = 0;
  while (!tables.empty()) {
    ++groups;
    std::vector<QualifiedName> group{tables.extract(tables.begin()).value()};
    for (std::size_t i = 0; i < group.size(); ++i) {
      const auto from = group[i];
      for (auto each = tables.begin(); each != tables.end();) {
        const bool joins = are_connected(from, *each, catalog);
        if (joins) group.push_back(*each);
        each = joins ? tables.erase(each) : std::next(each);
      }
    }
  }
  return groups;
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto& catalog = context.before.catalog();
  const auto changed = effects.locks.empty() ? std::nullopt : changed_table(context);
  if (!changed || !context.live(*changed) || !is_known(catalog.relation(*changed))) return;
  if (is_changed_here(*changed, context)) return;
  auto tables = changed_before(context);
  if (tables.empty()) return;
  const auto before = groups_of(tables, catalog);
  tables.insert(*changed);
  const auto now = groups_of(tables, catalog);
  if (now <= before || now <= context.number(kId, "concerns")) return;
  out.add({.span = context.statement.span(),
           .message = lint::table_words(*changed) +
                      " has nothing to do with the tables that this migration changed before"});
}

}  // namespace

extern const lint::Rule several_concerns = {
    .info =
        {
            .id = "several-concerns",
            .title = "one migration changes tables that have nothing to do with each other",
            .severity = Severity::Notice,
            .category = lint::Category::Transaction,
            .group = lint::Group::Policy,
            .why = "When one part of the migration fails or has to be taken back, the other part "
                   "goes with it, although nothing connects the two. In one transaction the one "
                   "keeps its locks while the other waits for its own.",
            .instead = "Give each concern a migration of its own.",
            .fine =
                "A foreign key, a view or a parent connects the tables, or a new table refers to "
                "both.",
            .source = "Explicit Locking, Table-Level Locks",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules
