#include <algorithm>
#include <string>
#include <vector>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool points(const catalog::Relation& from, const QualifiedName& to) {
  return std::any_of(from.constraints.begin(), from.constraints.end(), [&](const auto& each) {
    return each.kind == ConstraintKind::ForeignKey && each.referenced == to;
  });
}

/// The live tables at the other end of a foreign key that an action locks as well.
std::vector<QualifiedName> peers(const effects::Effects& effects, const lint::Context& context,
                                 const catalog::Relation& table, std::size_t action) {
  std::vector<QualifiedName> out;
  for (const auto& lock : effects.locks) {
    if (lock.action != action || lock.mode != LockMode::AccessExclusive) continue;
    const auto* other = context.before.catalog().relation(lock.relation);
    const bool apart = other != nullptr && other->name != table.name && !other->is_partition;
    if (!apart || !context.live(other->name)) continue;
    if (points(table, other->name) || points(*other, table.name)) out.push_back(other->name);
  }
  return out;
}

void check(const sql::AlterTable& alter, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  const auto* table = context.before.catalog().relation(context.before.resolve(alter.name));
  if (table == nullptr || !context.live(table->name)) return;
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    if (alter.actions[i].kind != sql::ActionKind::ChangeType) continue;
    const auto others = peers(effects, context, *table, i);
    if (others.empty()) continue;
    const auto more =
        others.size() == 1 ? std::string{} : " and " + std::to_string(others.size() - 1) + " more";
    out.add({.span = context.span_of_action(i),
             .message = "changing the type of " +
                        lint::column_words(table->name, alter.actions[i].name) +
                        " makes its foreign key anew, and blocks reads and writes of " +
                        lint::table_words(others.front()) + more + " as well",
             .grows_with = others.front()});
  }
}

}  // namespace

extern const lint::Rule alter_column_type_foreign_key_peer = {
    .info =
        {
            .id = "alter-column-type-foreign-key-peer",
            .title = "a type change locks the other side of a foreign key",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "A foreign key over a column whose type changes is made anew, so that ACCESS "
                   "EXCLUSIVE is taken on the table at its other end as well. Nobody can read or "
                   "write either table until the statement is done, which includes a rewrite or a "
                   "scan of both where the types differ.",
            .instead = "Add columns of the new type on both sides, keep them in step with "
                       "triggers, fill the old rows in batches, add a foreign key over the new "
                       "columns NOT VALID, validate it, and swap the names.",
            .fine =
                "The other table was made by the same deploy, or no foreign key names the column.",
            .source = "ALTER TABLE, SET DATA TYPE; measured on 11 to 18",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
