#include "pgstage/lint/rule.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (!effects.fails || effects.fails->sqlstate != "2BP01") return;
  const auto* drop = std::get_if<sql::Drop>(&context.view);
  if (drop == nullptr || drop->object != sql::ObjectKind::Index) return;
  out.add({.span = context.statement.span(), .message = "this is refused: " + effects.fails->why});
}

}  // namespace

extern const lint::Rule drop_required_index = {
    .info =
        {
            .id = "drop-required-index",
            .title = "an index is dropped that a constraint or another index needs",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "The index of a PRIMARY KEY, UNIQUE or EXCLUDE constraint belongs to the "
                   "constraint, and that of a partition to the index of its parent. PostgreSQL "
                   "refuses to drop it (2BP01), with CASCADE and CONCURRENTLY as well. A unique "
                   "index that a foreign key counts on is held the same way.",
            .instead =
                "If the constraint is to go, drop that: ALTER TABLE … DROP CONSTRAINT takes the "
                "index along. If the index is to be rebuilt, use REINDEX INDEX CONCURRENTLY.",
            .fine = "The index is a plain one, whatever its name ends with.",
            .source = "DROP INDEX; Dependency Tracking; measured on 11 to 18",
            .aliases = "migrationpilot:MP097 drop-constraint-backing-index",
        },
    .check = check,
};

}  // namespace pgstage::rules
