#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& scan :
       lint::scans_by_action(effects, context, effects::Why::ValidateForeignKey)) {
    const auto* action = lint::action_of(context, scan.action);
    if (action == nullptr || action->kind != sql::ActionKind::AlterConstraint) continue;
    const auto table = lint::altered_table(context).value_or(scan.table);
    if (!context.live(table)) return;
    out.add({.span = context.span_of_action(scan.action),
             .message = "enforcing constraint \"" + std::string{action->name} + "\" reads all of " +
                        lint::table_words(table) + " while reads and writes are blocked",
             .grows_with = table});
    return;
  }
}

}  // namespace

extern const lint::Rule enforce_constraint_scan = {
    .info =
        {
            .id = "enforce-constraint-scan",
            .title = "a foreign key is enforced and checked at once",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why =
                "From PostgreSQL 18 on ALTER CONSTRAINT … ENFORCED proves the key for every "
                "existing row, with ACCESS EXCLUSIVE on the table and SHARE ROW EXCLUSIVE on the "
                "one it references. Nobody can use the one or write the other until it is done.",
            .instead = "Add a second foreign key over the same columns NOT VALID, commit, validate "
                       "it, which lets writes through, and then drop the one that is not enforced.",
            .fine = "The table was made by the same deploy, or the key is enforced already.",
            .source = "ALTER TABLE, ALTER CONSTRAINT; measured on 18",
        },
    .check = check,
};

}  // namespace pgstage::rules
