// Diesel: a folder for each migration, in which metadata.toml says whether both ways run in a
// transaction; each is sent as one message.
#include <algorithm>
#include <filesystem>
#include <utility>

#include "plain.hpp"
#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

constexpr std::string_view kMetadata = "metadata.toml";

bool recognises(const std::string& folder, const Content& content) {
  return any_has(folder, content, "up.sql");
}

/// `2026-07-27-143313-0000_add_note` has the version 202607271433130000, which is compared as text.
std::string version_of(const std::string& path) {
  const auto id = plain::id_of(path);
  std::string version = id.substr(0, id.find('_'));
  std::erase(version, '-');
  return version;
}

Result<std::vector<std::string>> order(const std::string& /*folder*/,
                                       std::vector<std::string> scripts) {
  std::erase_if(scripts, [](const auto& path) { return !plain::is_migration(path); });
  std::stable_sort(scripts.begin(), scripts.end(), [](const auto& a, const auto& b) {
    return std::pair{version_of(a), a} < std::pair{version_of(b), b};
  });
  return scripts;
}

/// The statements of one message share a transaction in any case.
std::vector<NewFile> write(const NewMigration& migration, const Naming& /*naming*/) {
  const std::string folder = file_name(migration) + "/";
  std::vector<NewFile> out = {
      {folder + "up.sql", comment(migration.head) + script_of(migration.up, Around::Runner)},
      {folder + "down.sql", way_back_of(migration.down, Around::Runner)}};
  // An empty query is an error.
  if (migration.down.commands.empty()) out.back().text += "SELECT 1;\n";
  if (!migration.up.transaction || !migration.down.transaction) {
    out.push_back({folder + std::string{kMetadata}, "run_in_transaction = false\n"});
  }
  return out;
}

/// A metadata.toml without the key means false, too.
SentAs sent_as(const Migration& migration, Way /*way*/) {
  const auto metadata = std::filesystem::path(migration.path).parent_path() / kMetadata;
  if (!exists(metadata.string())) return SentAs::File;
  const auto text = beginning_of(metadata.string());
  return has_line(text, "run_in_transaction = true") ? SentAs::File : SentAs::Message;
}

void tell(const Migration& migration, Runner& runner) {
  const auto metadata = std::filesystem::path(migration.path).parent_path() / kMetadata;
  if (!exists(metadata.string())) return;
  if (has_word(beginning_of(metadata.string()), "run_in_transaction")) return;
  runner.leaves_out_transaction =
      "Diesel takes a metadata.toml without run_in_transaction for a no";
}

}  // namespace

extern const Framework diesel = {.name = "diesel",
                                 .alone = Alone::OneStatement,
                                 .recognises = recognises,
                                 .version = next_version,
                                 .write = write,
                                 .sent_as = sent_as,
                                 .order = order,
                                 .ledger = {.table = "__diesel_schema_migrations",
                                            .applied = "SELECT version::text FROM {}",
                                            .holds = holds_digits},
                                 .runner = {.lets_others_run = "Diesel"},
                                 .tell = tell};

}  // namespace pgstage::source::frameworks
