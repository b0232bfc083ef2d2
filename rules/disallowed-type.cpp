#include <array>
#include <string>
#include <string_view>

#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr auto kParameters = std::to_array<lint::Parameter>(
    {{"types", "money timetz hstore xml float4 float8", "the types, by their internal names"}});

/// Whether a word of the list, with or without a schema, is the type's name.
bool is_listed(std::string_view list, const QualifiedName& type) {
  while (!list.empty()) {
    const auto word = list.substr(0, list.find(' '));
    if (word == type.name || word == type.plain()) return true;
    list.remove_prefix(word.size() < list.size() ? word.size() + 1 : word.size());
  }
  return false;
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  const auto columns = lint::new_columns(context);
  if (columns.empty()) return;
  const auto list = context.parameter("disallowed-type", "types");
  for (const auto& column : columns) {
    if (!is_listed(list, column.type.name)) continue;
    out.add({.span = column.span,
             .message = lint::column_words(column.table, column.name) + " is " +
                        catalog::to_string(column.type) + ", which is not allowed"});
  }
}

}  // namespace

extern const lint::Rule disallowed_type = {
    .info =
        {
            .id = "disallowed-type",
            .title = "a column of a type that is not allowed",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why = "Some types do not keep what they seem to: money depends on the locale of the "
                   "session, timetz on a zone without a date, float8 rounds. Others come with an "
                   "extension that is not everywhere. Which of them a schema may have is for its "
                   "owners to say.",
            .instead = "Use numeric for money, timestamptz for moments, jsonb for what hstore and "
                       "xml hold.",
            .fine = "The type is not on the list.",
            .source = "Monetary Types; Date/Time Types; Numeric Types",
            .aliases = "bytebase:COLUMN_TYPE_DISALLOW_LIST pgrubic:TP002 pgrubic:TP003 "
                       "pgrubic:TP006 pgrubic:TP011 pgrubic:TP012 pgrubic:TP013 pgrubic:TP014 "
                       "pgrubic:TP015 pgrubic:TP016",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules
