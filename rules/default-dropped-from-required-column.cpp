#include <algorithm>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Whether another action of the statement gives inserts a value, or lets them leave it out.
bool is_mended(const sql::AlterTable& alter, std::string_view column) {
  using Kind = sql::ActionKind;
  return std::any_of(alter.actions.begin(), alter.actions.end(), [&](const auto& each) {
    const bool mends = each.kind == Kind::SetDefault || each.kind == Kind::AddIdentity ||
                       each.kind == Kind::DropNotNull || each.kind == Kind::DropColumn;
    return mends && each.name == column;
  });
}

lint::Unless unless_filled(const lint::Context& context, const QualifiedName& table,
                           std::string_view column) {
  const auto filled = [table, name = std::string{column}](const catalog::Replay& then) {
    const auto* found = then.catalog().relation(table);
    const auto* known = found == nullptr ? nullptr : found->column(name);
    return known == nullptr || !known->not_null || known->default_value ||
           known->identity != Identity::None;
  };
  return {lint::until_seen(context), filled};
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& broken : effects.breaks) {
    if (broken.what != effects::Broken::What::NeedsValue) continue;
    const auto* action = lint::action_of(context, broken.action);
    if (action == nullptr || action->kind != sql::ActionKind::DropDefault) continue;
    const auto* table = context.before.catalog().relation(broken.relation);
    const bool triggered = table != nullptr && !table->triggers.empty();
    if (triggered || !context.live(broken.relation)) continue;
    if (is_mended(std::get<sql::AlterTable>(context.view), broken.part)) continue;
    const bool added = !context.live(broken.relation, broken.part);
    out.add({.span = context.span_of_action(broken.action),
             .message = (added ? "new " : "") + lint::column_words(broken.relation, broken.part) +
                        " is NOT NULL and loses its default: inserts by running code that do not "
                        "name it fail",
             .unless = unless_filled(context, broken.relation, broken.part)});
  }
}

}  // namespace

extern const lint::Rule default_dropped_from_required_column = {
    .info =
        {
            .id = "default-dropped-from-required-column",
            .title = "a NOT NULL column loses its default",
            .severity = Severity::Warning,
            .category = lint::Category::Compatibility,
            .why = "Once the default is gone, an INSERT that does not name the column fails "
                   "(23502). The running release may be one whose inserts do not: it surely is "
                   "when the same deploy added the column. Django drops the default of every new "
                   "field right after it added the column.",
            .instead = "Keep the default until all running code names the column, and drop it in a "
                       "later deploy. In Django give the field a db_default.",
            .fine = "All running code names the column in its inserts, or the same transaction or "
                    "script gives it another default or lets it be NULL.",
            .source = "ALTER TABLE, DROP DEFAULT",
            .aliases = "django-migration-linter:NOT_NULL",
        },
    .check = check,
};

}  // namespace pgstage::rules
