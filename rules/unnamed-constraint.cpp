#include <string>

#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

std::string_view word_for(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::Check:
      return "check";
    case ConstraintKind::ForeignKey:
      return "foreign key";
    case ConstraintKind::Unique:
      return "unique constraint";
    case ConstraintKind::Exclusion:
      return "exclusion constraint";
    default:
      return {};
  }
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& added : lint::new_constraints(context)) {
    const auto word = word_for(added.definition->kind);
    const bool named = !added.definition->name.empty() || !added.definition->using_index.empty();
    if (word.empty() || named || !added.column.empty()) continue;
    out.add({.span = added.span,
             .message = "this " + std::string{word} + " of " + lint::table_words(added.table) +
                        " has no name of its own"});
  }
}

}  // namespace

extern const lint::Rule unnamed_constraint = {
    .info =
        {
            .id = "unnamed-constraint",
            .title = "a constraint has no name of its own",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Style,
            .why = "PostgreSQL chooses a name from the table and the columns and adds a number "
                   "when it is taken, so that it may differ from database to database. Whoever "
                   "validates, renames or drops the constraint later has to look it up.",
            .instead = "Write CONSTRAINT and a name.",
            .fine = "It is a primary key, or stands with its column, whose name says enough; or "
                    "the table is temporary.",
            .source = "CREATE TABLE, CONSTRAINT constraint_name",
            .aliases = "diesel-guard:UnnamedConstraint",
        },
    .check = check,
};

}  // namespace pgstage::rules
