#include <algorithm>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

using Kind = sql::ActionKind;

bool is_mended(const sql::AlterTable& alter, std::string_view column) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [&](const auto& each) {
    const bool mends = each.kind == Kind::SetDefault || each.kind == Kind::AddIdentity ||
                       each.kind == Kind::DropColumn;
    return mends && each.name == column;
  });
}

lint::Unless unless_filled(const QualifiedName& table, std::string_view column) {
  const auto filled = [table, name = std::string{column}](const catalog::Replay& then) {
    const auto* found = then.catalog().relation(table);
    const auto* known = found == nullptr ? nullptr : found->column(name);
    // Of a column that is not known nothing can be told.
    return found != nullptr &&
           (!found->triggers.empty() ||
            (known != nullptr && (known->default_value || known->identity != Identity::None)));
  };
  return {lint::Unless::Until::Transaction, filled};
}

/// Whether the column is known not to have what is dropped.
bool has_none(const catalog::Column* column, Kind kind) {
  if (column == nullptr) return false;
  return kind == Kind::DropIdentity ? column->identity == Identity::None
                                    : column->generated == Generated::None;
}

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  const auto table = context.before.resolve(alter.name);
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    const bool identity = action.kind == Kind::DropIdentity;
    if (!identity && action.kind != Kind::DropExpression) continue;
    if (!context.live(table, action.name) || is_mended(alter, action.name)) continue;
    const auto* found = context.before.catalog().relation(table);
    if (found != nullptr && !found->triggers.empty()) continue;
    if (has_none(found == nullptr ? nullptr : found->column(action.name), action.kind)) continue;
    const std::string what = identity
                                 ? " has no identity any more: inserts by running code, which "
                                   "leave it out, fail"
                                 : " is not generated any more: it stays NULL in the rows that "
                                   "running code inserts";
    out.add({.span = context.span_of_action(i),
             .message = lint::column_words(table, action.name) + what,
             .unless = unless_filled(table, action.name)});
  }
}

}  // namespace

extern const lint::Rule drop_identity_or_expression = {
    .info =
        {
            .id = "drop-identity-or-expression",
            .title = "a column loses what gives it a value",
            .severity = Severity::Warning,
            .category = lint::Category::Compatibility,
            .why =
                "DROP IDENTITY leaves a NOT NULL column without numbers, so that every INSERT that "
                "does not name it fails (23502). DROP EXPRESSION makes a generated column a plain "
                "one, which stays NULL in new rows. Running code leaves both out, since it had to.",
            .instead = "Give the column a default in the same ALTER TABLE, or a trigger that fills "
                       "it before; or deploy code that fills it first.",
            .fine = "The same transaction sets a default or makes the column an identity again, or "
                    "a trigger may fill it; the table was made by the same deploy.",
            .source = "ALTER TABLE, DROP IDENTITY, DROP EXPRESSION",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
