#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (!effects.fails || effects.fails->sqlstate != "42P16") return;
  if (!std::holds_alternative<sql::CreateView>(context.view)) return;
  out.add({.span = context.statement.span(),
           .message = "OR REPLACE is refused: " + effects.fails->why});
}

}  // namespace

extern const lint::Rule view_replace_incompatible = {
    .info =
        {
            .id = "view-replace-incompatible",
            .title = "OR REPLACE cannot make this of the view",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "CREATE OR REPLACE VIEW can only add columns at the end. It refuses to drop, "
                   "rename, reorder or retype the ones that are there (42P16), so the migration "
                   "fails.",
            .instead = "Make a view of another name and move the readers, or drop and create the "
                       "view in one transaction, with whatever depends on it.",
            .fine = "The view keeps its columns, and new ones come after them.",
            .source = "CREATE VIEW; measured on 11 to 18",
        },
    .check = check,
};

}  // namespace pgstage::rules
