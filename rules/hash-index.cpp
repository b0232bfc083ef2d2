#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::CreateIndex& create, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (create.method != "hash" || effects.index_builds.empty()) return;
  out.add({.span = context.statement.span(),
           .message = "index \"" + effects.index_builds.front().index.name + "\" of " +
                      lint::table_words(context.before.resolve(create.table)) +
                      " answers nothing but ="});
}

}  // namespace

extern const lint::Rule hash_index = {
    .info =
        {
            .id = "hash-index",
            .title = "an index uses the hash method",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "A hash index answers = and nothing else: no order, no range, no prefix, no "
                   "second column, no uniqueness, and no scan of the index alone. Before "
                   "PostgreSQL 10 it was not even written to the log.",
            .instead =
                "Use the default method, a B-tree, unless a measurement says that hash is better.",
            .fine =
                "Long values are only ever compared with =, and the index is far smaller that way.",
            .source = "Index Types, Hash",
            .aliases = "gitlab:HashIndex nandi:AddIndexValidator online_migrations:add_hash_index",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
