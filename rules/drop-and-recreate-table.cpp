#include <optional>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// The table that the statement makes, if it makes one for all to see.
std::optional<QualifiedName> made(const lint::Context& context) {
  if (const auto* create = std::get_if<sql::CreateTable>(&context.view)) {
    if (create->persistence == Persistence::Temporary) return std::nullopt;
    return context.before.resolve_new(create->name);
  }
  const auto* create = std::get_if<sql::CreateTableAs>(&context.view);
  const bool table = create != nullptr && !create->materialized_view &&
                     create->persistence != Persistence::Temporary;
  if (!table) return std::nullopt;
  return context.before.resolve_new(create->name);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  const auto table = made(context);
  if (!table || !context.past.dropped(*table)) return;
  if (context.before.catalog().relation(*table) != nullptr) return;
  out.add({.span = context.statement.span(),
           .message = lint::table_words(*table) +
                      " was dropped by this deploy and comes back without its rows"});
}

}  // namespace

extern const lint::Rule drop_and_recreate_table = {
    .info =
        {
            .id = "drop-and-recreate-table",
            .title = "a table is dropped and made anew, without its rows",
            .severity = Severity::Error,
            .category = lint::Category::DataLoss,
            .why = "The new table has the old one's name and none of its rows. Where a schema is "
                   "built from nothing that is fine; where the table was in use, all of its data "
                   "is gone, and so are its rights, triggers, policies and the foreign keys and "
                   "views that pointed at it.",
            .instead = "Change the table in its place with ALTER TABLE. If it has to be a new one, "
                       "make it under another name, copy the rows, and exchange the names in one "
                       "short transaction.",
            .fine = "The table that was dropped is temporary or was made by the same deploy.",
            .source = "DROP TABLE; CREATE TABLE",
            .aliases = "online_migrations:create_table strong_migrations:create_table",
        },
    .check = check,
};

}  // namespace pgstage::rules
