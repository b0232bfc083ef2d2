// sqlx: one file, or one for each way, sent as one message.
#include <algorithm>
#include <filesystem>

#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

/// Has to be the first bytes of the file.
constexpr std::string_view kAlone = "-- no-transaction";

bool recognises(const std::string& folder, const Content& content) {
  const auto crate = std::filesystem::path(folder) / "..";
  return !content.scripts.empty() && !version_in(content.scripts.front()).empty() &&
         (exists((crate / "sqlx.toml").string()) ||
          beginning_of((crate / "Cargo.toml").string()).find("sqlx") != std::string::npos);
}

std::string written(const std::vector<std::string>& head, const Part& part, bool back) {
  const std::string first = part.transaction ? "" : std::string{kAlone} + "\n";
  return first + comment(head) +
         (back ? way_back_of(part, Around::Runner) : script_of(part, Around::Runner));
}

/// Migrations with and without a way back do not go together.
std::vector<NewFile> write(const NewMigration& migration, const Naming& naming) {
  const auto name = file_name(migration);
  if (naming.up_suffix != ".up.sql") {
    return {{name + ".sql", written(migration.head, migration.up, false)}};
  }
  return {{name + ".up.sql", written(migration.head, migration.up, false)},
          {name + ".down.sql", written({}, migration.down, true)}};
}

SentAs sent_as(const Migration& migration, Way way) {
  return text_of(migration, way).starts_with(kAlone) ? SentAs::Message : SentAs::File;
}

}  // namespace

extern const Framework sqlx = {
    .name = "sqlx",
    .alone = Alone::OneStatement,
    .recognises = recognises,
    .version = next_version,
    .write = write,
    .sent_as = sent_as,
    .ledger = {.table = "_sqlx_migrations",
               .applied = "SELECT version::text FROM {} WHERE success",
               .holds = holds_number,
               .unfinished = "SELECT version::text FROM {} WHERE NOT success"},
    .runner = {.if_edited = "sqlx stops at its checksum", .waits_in_statement = "sqlx"}};

}  // namespace pgstage::source::frameworks
