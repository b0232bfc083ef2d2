#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::CreateEnum& create, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  out.add({.span = context.statement.span(),
           .message = "labels of enum \"" + context.before.resolve_new(create.name).plain() +
                      "\" can never be dropped"});
}

}  // namespace

extern const lint::Rule create_enum = {
    .info =
        {
            .id = "create-enum",
            .title = "a set of values is an enum",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "Labels of an enum can be added but never dropped, their order is hard to "
                   "change, and they carry nothing but their name.",
            .instead = "Use a lookup table with a foreign key, or text with a CHECK.",
            .fine = "The values never change, such as the days of the week.",
            .source = "Enumerated Types",
            .aliases = "eugene:W13 pgrubic:GN006 postgres-language-server:creatingEnum",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
