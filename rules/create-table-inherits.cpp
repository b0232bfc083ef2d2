#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::CreateTable& create, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (create.partition_of) return;
  if (create.persistence == Persistence::Temporary) return;
  const auto name = context.before.resolve_new(create.name);
  if (!create.inherits.empty()) {
    const auto parent = context.before.resolve(create.inherits.front());
    out.add({.span = context.statement.span(),
             .message = lint::table_words(name) + " inherits from " + lint::table_words(parent) +
                        ", but not its keys"});
  } else if (!create.of_type.name.empty()) {
    out.add({.span = context.statement.span(),
             .message = lint::table_words(name) + " has the columns of type \"" +
                        std::string{create.of_type.name} + "\" and cannot get others"});
  }
}

}  // namespace

extern const lint::Rule create_table_inherits = {
    .info =
        {
            .id = "create-table-inherits",
            .title = "a table inherits from another, or is of a type",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "Keys, unique constraints and foreign keys are not inherited and do not hold "
                   "across the tables, and queries of the parent read the children as well. A "
                   "typed table cannot get columns of its own.",
            .instead = "For parts of one big table use declarative partitioning; for a common set "
                       "of columns repeat them, or use LIKE.",
            .fine = "The table is a partition, or temporary.",
            .source = "Inheritance, Caveats",
            .aliases = "pgrubic:GN001 pgrubic:GN034",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
