#include "pgstage/lint/rule.hpp"

namespace pgstage::rules {

extern const lint::Rule suppression_without_reason = {
    .info =
        {
            .id = "suppression-without-reason",
            .title = "an ignore comment does not say why",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Style,
            .why = "Who reads the comment in a year cannot tell whether the reason still holds.",
            .instead = "Write the reason behind two dashes: -- pgstage:ignore RULE -- reason.",
            .fine = "The comment is for another tool.",
            .source = "Suppressions in the README",
        },
    .check = nullptr,
};

}  // namespace pgstage::rules
