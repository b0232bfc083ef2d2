#include <algorithm>

#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& column : lint::new_columns(context)) {
    const auto* definition = column.definition;
    if (definition == nullptr || definition->not_null || column.type.array) continue;
    if (!lint::is_builtin(column.type, "bool")) continue;
    if (definition->generated != Generated::None) continue;
    out.add({.span = column.span,
             .message = "boolean " + lint::column_words(column.table, column.name) +
                        " may be NULL, which is a third answer"});
  }
}

}  // namespace

extern const lint::Rule nullable_boolean = {
    .info =
        {
            .id = "nullable-boolean",
            .title = "a boolean column that may be NULL",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "Such a column has three answers, and NOT of the third is not true either: rows "
                   "fall out of both sides of a condition. Code in most languages takes NULL for "
                   "false.",
            .instead = "Write NOT NULL with a default.",
            .fine = "The third answer is meant.",
            .source = "Boolean Type; Logical Operators",
            .aliases = "pgrubic:TP017",
        },
    .check = check,
};

}  // namespace pgstage::rules
