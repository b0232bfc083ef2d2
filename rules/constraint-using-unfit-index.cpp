#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool uses_index(const sql::AlterAction& action) {
  return action.kind == sql::ActionKind::AddConstraint && action.constraint &&
         !action.constraint->using_index.empty();
}

/// What index_constraint_create() and what calls it refuse an index with.
bool is_about_index(const effects::Failure& failure) {
  return failure.sqlstate == "42809" || failure.sqlstate == "55000" ||
         failure.sqlstate == "42704" || failure.sqlstate == "0A000";
}

void check(const sql::AlterTable& alter, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (!effects.fails || !is_about_index(*effects.fails)) return;
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    if (!uses_index(alter.actions[i])) continue;
    const std::string index{alter.actions[i].constraint->using_index};
    out.add({.span = context.span_of_action(i),
             .message = "index \"" + index + "\" cannot become a constraint of " +
                        lint::table_words(context.before.resolve(alter.name)) + ": " +
                        effects.fails->why});
    return;
  }
}

}  // namespace

extern const lint::Rule constraint_using_unfit_index = {
    .info =
        {
            .id = "constraint-using-unfit-index",
            .title = "an index cannot become a constraint",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "ADD CONSTRAINT … USING INDEX takes over only a valid unique index over plain "
                   "columns of a table that is not partitioned. PostgreSQL refuses one that is "
                   "partial, has expressions, belongs to a constraint already, or was left invalid "
                   "by a failed build, and the migration stops there.",
            .instead = "Build a unique index over the plain columns with CREATE UNIQUE INDEX "
                       "CONCURRENTLY and look that it is valid. On a partitioned table, ADD the "
                       "constraint with ONLY, build index and constraint for each partition, and "
                       "ALTER INDEX … ATTACH PARTITION.",
            .fine = "The index is as it has to be.",
            .source = "ALTER TABLE, ADD table_constraint_using_index; measured on 11 to 18",
            .aliases = "constraint-using-index-preconditions",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
