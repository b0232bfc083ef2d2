#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr lint::Parameter kParameters[] = {
    {.name = "mark",
     .value = "_delete",
     .says = "how the name of a table that may be dropped ends"},
};

void check(const sql::Drop& drop, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (drop.object != sql::ObjectKind::Table) return;
  const auto mark = context.parameter("drop-table-unmarked", "mark");
  for (const auto& written : drop.names) {
    if (written.name.ends_with(mark)) continue;
    const auto table = context.before.resolve(written);
    if (!context.live(table)) continue;
    out.add({.span = context.statement.span(),
             .message = "the name of " + lint::table_words(table) + " does not end in \"" +
                        std::string{mark} + "\""});
  }
}

}  // namespace

extern const lint::Rule drop_table_unmarked = {
    .info =
        {
            .id = "drop-table-unmarked",
            .title = "a table is dropped that was not marked to go",
            .severity = Severity::Notice,
            .category = lint::Category::DataLoss,
            .group = lint::Group::Policy,
            .why =
                "Where a table is first renamed to say that it goes, whoever still uses it notices "
                "while it can be brought back. This one has a name that says nothing of the kind.",
            .instead = "Rename the table so that its name ends in the agreed mark, wait, and drop "
                       "it in a later deploy.",
            .fine = "The name ends in the mark (parameter mark), or the table is temporary or was "
                    "made by the same deploy.",
            .source = "the practice of the organisation that switches this rule on",
            .aliases = "bytebase:TABLE_DROP_NAMING_CONVENTION table-policy",
            .parameters = kParameters,
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
