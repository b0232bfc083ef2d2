#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::CreateSequence& create, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (create.cycle || create.type.name.name.empty()) return;
  const auto type = catalog::resolve_type(create.type, context.before.catalog()).name.name;
  if (type != "int2" && type != "int4") return;
  out.add({.span = context.statement.span(),
           .message = "sequence \"" + context.before.resolve_new(create.name).plain() +
                      "\" ends at " + (type == "int2" ? "32,767" : "2,147,483,647")});
}

}  // namespace

extern const lint::Rule sequence_capacity = {
    .info =
        {
            .id = "sequence-capacity",
            .title = "a sequence ends at two thousand million, or sooner",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .group = lint::Group::Design,
            .why = "A sequence AS integer ends at 2,147,483,647 and one AS smallint at 32,767. "
                   "Then nextval() fails, and with it every INSERT. Rows that were never committed "
                   "used numbers, too.",
            .instead = "Leave AS out: a sequence is bigint then.",
            .fine = "The sequence starts over at its end (CYCLE).",
            .source = "CREATE SEQUENCE",
            .aliases = "migrationpilot:MP068",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
