#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr lint::Parameter kParameters[] = {
    {.name = "throwaway",
     .value = "cache cached staging stage tmp temp scratch",
     .says = "words in names of tables that may be lost"},
};

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  QualifiedName name;
  if (const auto* create = std::get_if<sql::CreateTable>(&context.view)) {
    if (create->persistence == Persistence::Unlogged)
      name = context.before.resolve_new(create->name);
  } else if (const auto* query = std::get_if<sql::CreateTableAs>(&context.view)) {
    if (query->persistence == Persistence::Unlogged) name = context.before.resolve_new(query->name);
  }
  const auto throwaway = context.parameter("unlogged-table", "throwaway");
  if (name.name.empty() || lint::has_word_of(name, throwaway)) return;
  out.add({.span = context.statement.span(),
           .message = lint::table_words(name) + " is empty after a crash and on every replica"});
}

}  // namespace

extern const lint::Rule unlogged_table = {
    .info =
        {
            .id = "unlogged-table",
            .title = "a table is empty after a crash",
            .severity = Severity::Notice,
            .category = lint::Category::DataLoss,
            .group = lint::Group::Design,
            .why = "An unlogged table is emptied when the server recovers from a crash, and "
                   "replicas never have its rows, so neither does whichever of them takes over.",
            .instead = "Leave UNLOGGED out, unless the rows can be made again.",
            .fine = "Its rows can be made again, as a word of its name or its schema says "
                    "(parameter throwaway).",
            .source = "CREATE TABLE, UNLOGGED",
            .aliases = "pgrubic:GN019",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules
