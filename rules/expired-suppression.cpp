#include "pgstage/lint/rule.hpp"

namespace pgstage::rules {

extern const lint::Rule expired_suppression = {
    .info =
        {
            .id = "expired-suppression",
            .title = "an ignore comment is past its date",
            .severity = Severity::Warning,
            .category = lint::Category::Convention,
            .why = "Somebody allowed this until a date, and the date has passed. The finding that "
                   "the comment silenced is back.",
            .instead = "Mend what it silenced, or write a later date and why.",
            .fine = "The comment has no date, or one to come.",
            .source = "Suppressions in the README",
        },
    .check = nullptr,
};

}  // namespace pgstage::rules
