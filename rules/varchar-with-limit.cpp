#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& column : lint::new_columns(context)) {
    if (!lint::is_builtin(column.type, "varchar") || column.type.modifiers.empty()) continue;
    out.add({.span = column.span,
             .message = lint::column_words(column.table, column.name) + " is " +
                        catalog::to_string(column.type) +
                        ": the limit is part of the type, where text and a check would do"});
  }
}

}  // namespace

extern const lint::Rule varchar_with_limit = {
    .info =
        {
            .id = "varchar-with-limit",
            .title = "a varchar column with a limit",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "The limit is part of the type, so that making it smaller rewrites the table; "
                   "making it larger is quick, but fails while a view reads the column. It saves "
                   "no space: varchar and text are kept alike.",
            .instead = "Use text, with a check for the length, which can be changed NOT VALID and "
                       "validated afterwards.",
            .fine = "The length is given by a standard and will not change.",
            .source = "Character Types; measured on 11 to 18",
            .aliases = "prefer-text migrationpilot:MP037 pgfence:prefer-text-field pgrubic:TP005 "
                       "postgres-language-server:preferTextField squawk:prefer-text-field",
        },
    .check = check,
};

}  // namespace pgstage::rules
