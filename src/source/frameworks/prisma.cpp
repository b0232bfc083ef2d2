// Prisma Migrate: a folder for each migration. Before 7.4 its script is one message, since then its
// statements are sent one by one and none shares a transaction; so a script says BEGIN and COMMIT
// itself, and what refuses a transaction stands alone.
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "plain.hpp"
#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

bool recognises(const std::string& folder, const Content& content) {
  return any_has(folder, content, "migration.sql");
}

std::vector<NewFile> write(const NewMigration& migration, const Naming& /*naming*/) {
  const std::string folder = file_name(migration) + "/";
  const auto how = comment({"Run it with: prisma db execute --file down.sql", ""});
  return {
      {folder + "migration.sql", comment(migration.head) + script_of(migration.up, Around::Script)},
      {folder + "down.sql", how + way_back_of(migration.down, Around::Script)}};
}

/// `7.4` as 704; 0 where the text does not begin with a version.
int version_at(std::string_view text) {
  constexpr int kMinors = 100;
  const auto number = text.find_first_of("0123456789");
  if (number == std::string_view::npos || number > 2) return 0;
  int out = 0;
  auto at = number;
  for (int part = 0; part < 2 && at < text.size(); ++part, ++at) {
    int value = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      value = std::min(value * 10 + (text[at] - '0'), kMinors - 1);
    }
    out += part == 0 ? value * kMinors : value;
  }
  return out;
}

/// The version that is installed, as the lock files of npm, pnpm, yarn and bun have it; or else the
/// one that is asked for.
int version_in_use(const std::string& folder) {
  struct Place {
    std::string_view file;
    std::string_view before;
  };
  constexpr auto kPlaces = std::to_array<Place>(
      {{"package-lock.json", "\"node_modules/prisma\": {\n      \"version\": \""},
       {"pnpm-lock.yaml", "\n  prisma@"},
       {"pnpm-lock.yaml", "\n  /prisma@"},
       {"yarn.lock", "\nprisma@"},
       {"bun.lock", "\"prisma\": [\"prisma@"},
       {"package.json", "\"prisma\": \""},
       {"package.json", "\"@prisma/client\": \""}});
  for (const auto& place : kPlaces) {
    const auto text = text_above(folder, place.file);
    auto found = text.find(place.before);
    if (found == std::string::npos) continue;
    found += place.before.size();
    // yarn says first what was asked for.
    if (place.file == "yarn.lock") found = text.find("version ", found);
    if (found == std::string::npos) continue;
    const auto rest = std::string_view(text).substr(found);
    const auto quoted = rest.starts_with("version \"") ? rest.substr(9) : rest;
    if (const int version = version_at(quoted); version != 0) return version;
  }
  return 0;
}

/// Lock files are large, and the migrations of a history many.
int known_version(const std::string& folder) {
  static std::map<std::string, int> known;
  const auto [found, is_new] = known.try_emplace(folder, 0);
  if (is_new) found->second = version_in_use(folder);
  return found->second;
}

/// Where no version is told, it is taken for a new one. A script that its engine cannot divide is
/// still sent whole: one with DROP INDEX CONCURRENTLY is such a script.
SentAs sent_as(const Migration& migration, Way way) {
  constexpr int kSplitsScripts = 704;
  constexpr auto kNotDivided = std::to_array<std::string_view>({"drop index concurrently "});
  if (has_statement(text_of(migration, way), kNotDivided)) return SentAs::Message;
  const auto folder = std::filesystem::path(migration.path).parent_path().parent_path();
  const auto version = known_version(folder.string());
  return version != 0 && version < kSplitsScripts ? SentAs::Message : SentAs::Statement;
}

void tell(const Migration& migration, Runner& runner) {
  if (migration.sent_as == SentAs::Statement) runner.commits_each = "Prisma";
}

}  // namespace

extern const Framework prisma = {
    .name = "prisma",
    .alone = Alone::OneStatement,
    .recognises = recognises,
    .version = next_version,
    .write = write,
    .sent_as = sent_as,
    .caution =
        "If it fails, mend the cause and say \"prisma migrate resolve --rolled-back NAME\" "
        "before \"prisma migrate deploy\" is run again.",
    .order = plain::ordered_as_text,
    .ledger = {.table = "_prisma_migrations",
               .applied = "SELECT migration_name::text FROM {} WHERE finished_at IS NOT NULL AND "
                          "rolled_back_at IS NULL",
               .holds = holds_id,
               .unfinished = "SELECT migration_name::text FROM {} WHERE finished_at IS NULL AND "
                             "rolled_back_at IS NULL"},
    .runner = {.if_overtaken = "Prisma runs it behind the others",
               .if_edited = "Prisma stops at its checksum",
               .waits_in_statement = "Prisma",
               .goes_by_name = "Prisma"},
    .tell = tell};

}  // namespace pgstage::source::frameworks
