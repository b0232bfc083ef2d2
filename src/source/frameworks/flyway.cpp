// Flyway: one file for each way, whose statements are sent one by one on one connection. What is
// not to share a transaction is said in a file beside it, or found by Flyway itself.
#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "plain.hpp"
#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

constexpr std::string_view kBetweenParts = "0123456789._";
constexpr std::string_view kAlone = "executeInTransaction=false\n";

/// `1.2` of `V1.2__orders`; empty for other names.
std::string_view version_of(std::string_view name) {
  const auto underscores = name.find("__");
  if (!name.starts_with("V") || underscores == std::string_view::npos) return {};
  const auto version = name.substr(1, underscores - 1);
  return version.find_first_not_of(kBetweenParts) == std::string_view::npos ? version
                                                                            : std::string_view{};
}

/// refinery calls its scripts alike; a crate is told by its manifest.
bool recognises(const std::string& folder, const Content& content) {
  return std::any_of(content.scripts.begin(), content.scripts.end(),
                     [](const auto& name) { return !version_of(name).empty(); }) &&
         !has_word(text_above(folder, "Cargo.toml"), "refinery");
}

/// The last part counts on; the parts before it stay.
std::string version(const Naming& naming, int n) {
  const auto last = version_of(naming.last);
  if (last.empty()) return next_version(naming, n);
  const auto part = last.find_last_of("._") + 1;  // npos + 1 is the beginning.
  return std::string{last.substr(0, part)} +
         next_version({.last = std::string{last.substr(part)}, .up_suffix = {}, .down_suffix = {}},
                      n);
}

void add(const std::string& name, const Part& part, std::string text, std::vector<NewFile>& out) {
  std::string settings = part.transaction ? "" : std::string{kAlone};
  if (text.find("${") != std::string::npos) settings += "placeholderReplacement=false\n";
  out.push_back({name, std::move(text)});
  if (!settings.empty()) out.push_back({name + ".conf", std::move(settings)});
}

std::vector<NewFile> write(const NewMigration& migration, const Naming& /*naming*/) {
  const auto name = fmt::format("{}__{}.sql", migration.version, migration.name);
  std::vector<NewFile> out;
  add("V" + name, migration.up, comment(migration.head) + script_of(migration.up, Around::Runner),
      out);
  add("U" + name, migration.down, way_back_of(migration.down, Around::Runner), out);
  return out;
}

/// Flyway runs a script without a transaction where it finds a statement of these, and no others.
constexpr auto kLonely = std::to_array<std::string_view>(
    {"create index concurrently ", "create unique index concurrently ", "drop index concurrently ",
     "create database ", "drop database ", "create tablespace ", "drop tablespace ",
     "create subscription ", "drop subscription ", "alter system ", "reindex schema ",
     "reindex database ", "reindex system ", "reindex verbose schema ", "reindex verbose database ",
     "reindex verbose system ", "vacuum ", "discard all "});

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// By the parts of the version, so that `1` is less than `1.1`, and `1_9` less than `1.10`.
std::vector<int> parts_of(const std::string& path) {
  std::vector<int> out = {0};
  const auto name = name_of(path);
  for (const char c : version_of(name)) {
    if (c == '.' || c == '_') {
      out.push_back(0);
    } else {
      out.back() = out.back() * 10 + (c - '0');
    }
  }
  while (!out.empty() && out.back() == 0) out.pop_back();
  return out;
}

/// What runs before all (`beforeMigrate.sql`), the versions, and what is run again when it changes.
/// A baseline stands for others, and runs where they do not.
Result<std::vector<std::string>> order(const std::string& /*folder*/,
                                       std::vector<std::string> scripts) {
  std::erase_if(scripts, [](const auto& path) {
    const auto name = name_of(path);
    return name.starts_with("B") && !version_of("V" + name.substr(1)).empty();
  });
  auto out = plain::ordered(std::move(scripts));
  const auto rank = [](const auto& path) {
    const auto name = name_of(path);
    return std::pair{plain::is_repeatable(name) || name.starts_with("after"), parts_of(path)};
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return out;
}

SentAs sent_as(const Migration& migration, Way way) {
  std::filesystem::path script(migration.path);
  if (way == Way::Down) script.replace_filename("U" + script.filename().string().substr(1));
  const auto settings = beginning_of(script.string() + ".conf");
  const bool alone = settings.find("executeInTransaction=false") != std::string::npos ||
                     has_statement(text_of(migration, way), kLonely);
  return alone ? SentAs::Statement : SentAs::File;
}

/// As Flyway counts: over each line, without what ends it.
std::int32_t checksum_of(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  constexpr std::uint32_t kPolynomial = 0xEDB88320;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::uint32_t sum = ~std::uint32_t{0};
  for (const char c : text) {
    if (c == '\n' || c == '\r') continue;
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1U) ^ ((sum & 1U) != 0 ? kPolynomial : 0);
  }
  return static_cast<std::int32_t>(~sum);
}

/// One that is repeated is pending again when it changes. The script may have been called by its
/// path.
bool holds(const Keys& keys, const Migration& migration) {
  const auto name = name_of(migration.path);
  if (plain::is_repeatable(name)) {
    const auto text = read_file(migration.path);
    const auto last = fmt::format("{} {}", name, text ? checksum_of(*text) : 0);
    return std::any_of(keys.begin(), keys.end(),
                       [&](const auto& key) { return key == last || key.ends_with("/" + last); });
  }
  const auto parts = parts_of(migration.path);
  return std::any_of(keys.begin(), keys.end(), [&](const auto& key) {
    return key.find_first_not_of(kBetweenParts) == std::string::npos &&
           parts_of("V" + key + "__") == parts;
  });
}

/// The files in which it is usually told what to do.
constexpr auto kSettings = std::to_array<std::string_view>(
    {"flyway.conf", "conf/flyway.conf", "flyway.toml", "application.properties", "application.yml",
     "application.yaml", "pom.xml", "build.gradle", "build.gradle.kts"});

void tell(const Migration& migration, Runner& runner) {
  constexpr auto kLetsGo = std::to_array<std::string_view>(
      {"transactional.lock", "transactional-lock", "transactionalLock"});
  constexpr auto kMixes =
      std::to_array<std::string_view>({"mixed", "executeInTransaction", "execute-in-transaction"});
  if (migration.sent_as != SentAs::Statement) return;
  const auto folder = plain::history_of(migration.path);
  if (is_said_above(folder, kSettings, kLetsGo)) runner.keeps_transaction = {};
  const bool mixed = has_statement(migration.up, kLonely) &&
                     has_other_statement(migration.up, kLonely) &&
                     !has_word(beginning_of(migration.path + ".conf"), "executeInTransaction");
  if (!mixed || is_said_above(folder, kSettings, kMixes)) return;
  runner.does_not_run =
      "Flyway refuses a script that has statements of both kinds, those that need to be outside a "
      "transaction and others, unless it is told mixed=true";
}

}  // namespace

extern const Framework flyway = {
    .name = "flyway",
    .recognises = recognises,
    .version = version,
    .write = write,
    .sent_as = sent_as,
    .caution =
        "What is built CONCURRENTLY waits for Flyway's own lock unless it is run with "
        "flyway.postgresql.transactional.lock=false.",
    .order = order,
    .placeholders = Placeholders::Braced,
    .ledger = {.table = "flyway_schema_history",
               .applied = "SELECT coalesce(version, script || ' ' || checksum)::text FROM {} WHERE "
                          "success",
               .holds = holds,
               .unfinished = "SELECT script::text FROM {} WHERE NOT success"},
    .has_parts = true,
    .runner = {.if_overtaken = "Flyway refuses it, unless it is told outOfOrder",
               .if_edited = "Flyway stops at its checksum",
               .keeps_transaction = "Flyway"},
    .tell = tell};

}  // namespace pgstage::source::frameworks
