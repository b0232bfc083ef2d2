#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool is_unknown(const lint::Context& context, const QualifiedName& type) {
  const auto& catalog = context.before.catalog();
  return !catalog.complete() && catalog.type(type) == nullptr;
}

void check(const sql::Drop& drop, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (drop.object != sql::ObjectKind::Type && drop.object != sql::ObjectKind::Domain) return;
  for (const auto& destroyed : effects.destroys) {
    if (!context.live(destroyed.relation, destroyed.part)) continue;
    const bool column = destroyed.what == effects::Destroyed::What::Column;
    out.add({.span = context.statement.span(),
             .message = "CASCADE drops " +
                        (column ? lint::column_words(destroyed.relation, destroyed.part)
                                : lint::table_words(destroyed.relation)) +
                        " with its data"});
  }
  if (effects.fails && effects.fails->sqlstate == "2BP01") {
    out.add(
        {.span = context.statement.span(), .message = "the type is in use: " + effects.fails->why});
  }
  for (const auto& written : drop.names) {
    const auto type = context.before.resolve_new(written);
    if (!drop.cascade || !is_unknown(context, type)) continue;
    out.add({.span = context.statement.span(),
             .message = "CASCADE drops every column of type \"" + type.plain() +
                        "\", and nothing tells which those are"});
  }
}

}  // namespace

extern const lint::Rule drop_type = {
    .info =
        {
            .id = "drop-type",
            .title = "a type is dropped with the columns that have it",
            .severity = Severity::Error,
            .category = lint::Category::DataLoss,
            .why =
                "CASCADE drops every column of the type with its data, and every default, function "
                "and view that uses it. Each table that loses one is locked against reads and "
                "writes. Without CASCADE the statement fails as long as the type is used.",
            .instead = "Change or drop the columns first, each in its own time; then drop the type "
                       "without CASCADE.",
            .fine = "No column has the type, or only columns of tables that were made by the same "
                    "deploy.",
            .source = "DROP TYPE; measured on 11 to 18",
            .aliases = "migrationpilot:MP024",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
