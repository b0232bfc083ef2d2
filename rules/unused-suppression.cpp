#include "pgstage/lint/rule.hpp"

namespace pgstage::rules {

extern const lint::Rule unused_suppression = {
    .info =
        {
            .id = "unused-suppression",
            .title = "an ignore comment silences nothing",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .why = "The finding that the comment was written for is gone. Left behind, the comment "
                   "would hide the next one.",
            .instead = "Remove the comment.",
            .fine = "Comments for other tools are not judged.",
            .source = "Suppressions in the README",
            .aliases = "squawk:unused-ignore",
        },
    .check = nullptr,
};

}  // namespace pgstage::rules
