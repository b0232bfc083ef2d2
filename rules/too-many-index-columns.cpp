#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr std::string_view kId = "too-many-index-columns";

constexpr lint::Parameter kParameters[] = {
    {.name = "columns", .value = "3", .says = "how many key columns an index may have"},
};

void check(const sql::CreateIndex& create, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (create.unique || effects.index_builds.empty()) return;
  if (create.keys.size() <= context.number(kId, "columns")) return;
  out.add({.span = context.statement.span(),
           .message = "index \"" + effects.index_builds.front().index.name + "\" has " +
                      std::to_string(create.keys.size()) + " key columns"});
}

}  // namespace

extern const lint::Rule too_many_index_columns = {
    .info =
        {
            .id = "too-many-index-columns",
            .title = "an index has more columns than queries use",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "A B-tree is searched by its first columns. Each further one makes the index "
                   "larger and every write dearer, and helps only queries that name all columns "
                   "before it.",
            .instead = "Keep the columns that tell rows apart, and put those that are only read "
                       "into INCLUDE.",
            .fine = "The index is unique, which needs all of its columns; columns in INCLUDE do "
                    "not count.",
            .source = "Multicolumn Indexes",
            .aliases = "bytebase:INDEX_KEY_NUMBER_LIMIT diesel-guard:wide_index "
                       "excellent_migrations:many_columns_index pgrubic:GN005 "
                       "strong_migrations:add_index_columns",
            .parameters = kParameters,
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
