#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& column : lint::new_columns(context)) {
    if (!lint::is_builtin(column.type, "timestamp")) continue;
    out.add({.span = column.span,
             .message = lint::column_words(column.table, column.name) +
                        " is a timestamp without time zone, which is no moment"});
  }
}

}  // namespace

extern const lint::Rule timestamp_without_time_zone = {
    .info =
        {
            .id = "timestamp-without-time-zone",
            .title = "a timestamp column without time zone",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why =
                "A timestamp says what a clock showed, and not when that was: the same moment is "
                "written differently by sessions in different time zones, and an hour is there "
                "twice when the clocks go back. Adding the zone later may rewrite the table.",
            .instead = "Use timestamptz, which is kept as a moment and takes no more space.",
            .fine = "What the clock on the wall shows is what is meant, as for the opening hours "
                    "of a shop.",
            .source = "Date/Time Types",
            .aliases = "prefer-timestamptz diesel-guard:TimestampType migrationpilot:MP040 "
                       "pgfence:prefer-timestamptz pgrubic:TP001 "
                       "postgres-language-server:preferTimestamptz squawk:prefer-timestamp-tz",
        },
    .check = check,
};

}  // namespace pgstage::rules
