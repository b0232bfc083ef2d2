#include "pgstage/lint/rule.hpp"

namespace pgstage::rules {

extern const lint::Rule unknown_suppression = {
    .info =
        {
            .id = "unknown-suppression",
            .title = "an ignore comment names no rule",
            .severity = Severity::Warning,
            .category = lint::Category::Convention,
            .why =
                "A comment that is meant to silence a finding silences nothing, because there is no"
                " rule of that name.",
            .instead = "Correct the name; pgstage rules lists them.",
            .fine = "Comments for other tools may name rules that only those have.",
            .source = "Suppressions in the README",
        },
    .check = nullptr,
};

}  // namespace pgstage::rules
