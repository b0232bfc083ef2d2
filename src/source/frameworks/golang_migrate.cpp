// golang-migrate: a file for each way, sent as one message without a transaction of the runner's
// own.
#include <algorithm>
#include <filesystem>

#include "natural_order.hpp"
#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

/// sqlx calls its files alike; a crate is told by its manifest.
bool recognises(const std::string& folder, const Content& content) {
  const auto manifest = std::filesystem::path(folder) / ".." / "Cargo.toml";
  return !content.scripts.empty() && content.scripts.front().ends_with(".up.sql") &&
         !exists(manifest.string());
}

std::vector<NewFile> write(const NewMigration& migration, const Naming& /*naming*/) {
  const auto name = file_name(migration);
  return {{name + ".up.sql", comment(migration.head) + script_of(migration.up, Around::Script)},
          {name + ".down.sql", way_back_of(migration.down, Around::Script)}};
}

SentAs sent_as(const Migration& /*migration*/, Way /*way*/) { return SentAs::Message; }

/// The table has the last version only.
bool holds(const Keys& keys, const Migration& migration) {
  const auto version = plain_number(version_in(migration.id));
  return std::any_of(keys.begin(), keys.end(),
                     [&](const auto& last) { return !comes_before(last, version); });
}

}  // namespace

extern const Framework golang_migrate = {
    .name = "golang-migrate",
    .alone = Alone::OneStatement,
    .recognises = recognises,
    .version = next_version,
    .write = write,
    .sent_as = sent_as,
    .caution =
        "It must not be run with x-multi-statement. If it fails, mend the cause and say "
        "\"migrate force VERSION\" with the version before this one.",
    .ledger = {.table = "schema_migrations",
               .applied = "SELECT version::text FROM {}",
               .holds = holds,
               .unfinished = "SELECT version::text FROM {} WHERE dirty"},
    .runner = {.if_overtaken = "golang-migrate passes it over in silence",
               .if_edited = "golang-migrate does not run it again",
               .waits_in_statement = "golang-migrate"}};

}  // namespace pgstage::source::frameworks
