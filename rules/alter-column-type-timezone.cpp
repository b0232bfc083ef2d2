#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool between(const catalog::Type& from, const catalog::Type& to) {
  return (lint::is_builtin(from, "timestamp") && lint::is_builtin(to, "timestamptz")) ||
         (lint::is_builtin(from, "timestamptz") && lint::is_builtin(to, "timestamp"));
}

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  const auto table = context.before.resolve(alter.name);
  const auto* found = context.before.catalog().relation(table);
  if (found == nullptr || !context.live(table) || context.before.setting("timezone")) return;
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (action.kind != sql::ActionKind::ChangeType || action.expression) continue;
    const auto* column = found->column(action.name);
    const auto to = catalog::resolve_type(action.type, context.before.catalog());
    if (column == nullptr || !between(column->type, to)) continue;
    out.add({.span = context.span_of_action(i),
             .message = "what the values of " + lint::column_words(table, action.name) +
                        " become as " + catalog::to_string(to) +
                        " depends on the time zone of the session, which is not set here"});
  }
}

}  // namespace

extern const lint::Rule alter_column_type_timezone = {
    .info =
        {
            .id = "alter-column-type-timezone",
            .title = "a type change reads times by the time zone of the session",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .why =
                "Between timestamp and timestamptz every value is taken to be in the time zone of "
                "the session that runs the migration, which the file does not say. In another zone "
                "than the values were meant in, all of them are off. From PostgreSQL 12 on the "
                "same zone decides whether the table is rewritten: in UTC it is not.",
            .instead = "Set the time zone in the same file, as in SET timezone = 'UTC', or say it "
                       "with USING column AT TIME ZONE '…', which rewrites the table.",
            .fine = "The file sets the time zone, or the table was made by the same deploy.",
            .source = "Date/Time Types, Time Zones; measured on 11 to 18",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
