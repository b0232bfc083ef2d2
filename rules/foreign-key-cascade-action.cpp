#include <string_view>

#include "pgstage/lint/foreign_keys.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr std::string_view kId = "foreign-key-cascade-action";

constexpr lint::Parameter kParameters[] = {
    {.name = "actions",
     .value = "cascade",
     .says = "those that are not wanted: cascade, set-null, set-default, restrict, no-action"},
};

std::string_view word(ReferentialAction action) {
  switch (action) {
    case ReferentialAction::Cascade:
      return "cascade";
    case ReferentialAction::SetNull:
      return "set-null";
    case ReferentialAction::SetDefault:
      return "set-default";
    case ReferentialAction::Restrict:
      return "restrict";
    default:
      return "no-action";
  }
}

bool unwanted(const lint::Context& context, ReferentialAction action) {
  const std::string words = " " + std::string{context.parameter(kId, "actions")} + " ";
  return words.find(" " + std::string{word(action)} + " ") != std::string::npos;
}

std::string sql_of(ReferentialAction action) {
  std::string out;
  for (const char c : word(action)) {
    out += c == '-' ? ' ' : static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

void report(const lint::ForeignKey& key, std::string_view when, ReferentialAction action,
            lint::Findings& out) {
  out.add({.span = key.span,
           .message = "ON " + std::string{when} + " " + sql_of(action) + " lets a statement on " +
                      lint::table_words(key.referenced) + " reach any number of rows of " +
                      lint::table_words(key.table)});
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& key : lint::added_foreign_keys(context)) {
    const auto& definition = *key.definition;
    if (unwanted(context, definition.on_delete)) {
      report(key, "DELETE", definition.on_delete, out);
    } else if (unwanted(context, definition.on_update)) {
      report(key, "UPDATE", definition.on_update, out);
    }
  }
}

}  // namespace

extern const lint::Rule foreign_key_cascade_action = {
    .info =
        {
            .id = kId,
            .title = "a foreign key lets a delete reach other tables",
            .severity = Severity::Notice,
            .category = lint::Category::DataLoss,
            .group = lint::Group::Policy,
            .why = "With ON DELETE CASCADE the delete of one row deletes whatever points there, "
                   "and what points to that, in one transaction that keeps every row locked until "
                   "its end.",
            .instead = "Leave the action away, or say RESTRICT, and delete the rows that point "
                       "there first, in batches.",
            .fine = "The rows that point there are parts of the other, and few.",
            .source = "CREATE TABLE, REFERENCES",
            .aliases = "bytebase:STATEMENT_DISALLOW_ON_DEL_CASCADE migrationpilot:MP086 "
                       "pgrubic:CT001 pgrubic:CT002",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules
