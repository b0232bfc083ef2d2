#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& column : lint::new_columns(context)) {
    if (!lint::is_builtin(column.type, "bpchar")) continue;
    out.add(
        {.span = column.span,
         .message = lint::column_words(column.table, column.name) + " is " +
                    catalog::to_string(column.type) +
                    ": values are filled with blanks, and any other length rewrites the table"});
  }
}

}  // namespace

extern const lint::Rule char_column = {
    .info =
        {
            .id = "char-column",
            .title = "a column of type char",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "char(n) fills every value with blanks up to its length, which comparisons then "
                   "pass over and LIKE does not. Any other length, also a larger one, rewrites the "
                   "table.",
            .instead = "Use text, with a check for the length.",
            .fine = "It is the one-byte type \"char\" of the system's own tables.",
            .source = "Character Types; measured on 11 to 18",
            .aliases = "ban-char bytebase:COLUMN_MAXIMUM_CHARACTER_LENGTH diesel-guard:CharType "
                       "migrationpilot:MP041 pgfence:ban-char-field pgrubic:TP004 "
                       "postgres-language-server:banCharField squawk:ban-char-field",
        },
    .check = check,
};

}  // namespace pgstage::rules
