#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::Vacuum& vacuum, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (!vacuum.full) return;
  if (vacuum.tables.empty()) {
    out.add({.span = context.statement.span(),
             .message = "VACUUM FULL rewrites every table of the database, one after the other, "
                        "and reads and writes of it wait meanwhile"});
    return;
  }
  for (const auto& written : vacuum.tables) {
    const auto table = context.before.resolve(written);
    if (!context.live(table) || !effects.lock_on(table)) continue;
    out.add({.span = context.statement.span(),
             .message = "VACUUM FULL rewrites " +
                        lint::relation_words(table, context.before.catalog()) +
                        ", and reads and writes of it wait meanwhile",
             .grows_with = table});
  }
}

}  // namespace

extern const lint::Rule vacuum_full = {
    .info =
        {
            .id = "vacuum-full",
            .title = "VACUUM FULL rewrites tables under a lock",
            .severity = Severity::Error,
            .category = lint::Category::Rewrite,
            .why = "VACUUM FULL writes the whole table and its indexes anew under ACCESS "
                   "EXCLUSIVE, so reads and writes wait for as long as that takes, and it needs "
                   "the space of a second copy.",
            .instead = "Plain VACUUM makes the space free for new rows while everybody works. To "
                       "give it back to the disk, use a tool that copies the table beside the "
                       "traffic, such as pg_repack.",
            .fine = "FULL is false, the table is small, or it was made by the same deploy.",
            .source = "VACUUM; measured on 11 to 18",
            .aliases = "migrationpilot:MP006 pgfence:vacuum-full pgrubic:US026 "
                       "postgres-language-server:banVacuumFull safe-migrate:vacuum-full "
                       "squawk:prefer-repack",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
