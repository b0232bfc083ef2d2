#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& column : lint::new_columns(context)) {
    const auto* definition = column.definition;
    if (definition == nullptr || !lint::is_serial(definition->type)) continue;
    const bool alters = std::holds_alternative<sql::AlterTable>(context.view);
    if (alters && context.live(column.table)) continue;
    out.add({.span = column.span,
             .message = lint::column_words(column.table, column.name) +
                        " is serial, where an identity would do"});
  }
}

}  // namespace

extern const lint::Rule serial_column = {
    .info =
        {
            .id = "serial-column",
            .title = "a serial column",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "serial is an integer with a default on a sequence of its own: the sequence "
                   "needs rights of its own, the default can be dropped or overwritten by anybody "
                   "who inserts, and a copy of the table by LIKE shares it.",
            .instead = "Use GENERATED … AS IDENTITY.",
            .fine = "The column is added to a table that is there: neither form should be, which "
                    "another rule says.",
            .source = "Numeric Types, Serial Types; CREATE TABLE, GENERATED AS IDENTITY",
            .aliases = "prefer-identity diesel-guard:CreateTableSerial migrationpilot:MP039 "
                       "pgfence:prefer-identity pgrubic:CT003 pgrubic:TP007 "
                       "postgres-language-server:preferIdentity squawk:prefer-identity",
        },
    .check = check,
};

}  // namespace pgstage::rules
