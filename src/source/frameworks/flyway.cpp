// Flyway: one file for each way, whose statements are sent one by one on one connection. What is
// not to share a transaction is said in a file beside it, or found by Flyway itself.
#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

#include <fmt/format.h>

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

bool recognises(const std::string& /*folder*/, const Content& content) {
  return std::any_of(content.scripts.begin(), content.scripts.end(),
                     [](const auto& name) { return !version_of(name).empty(); });
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

/// A statement's words in lower case, with one space between them and none around.
std::string words_of(std::string_view statement) {
  std::string out;
  for (const char c : statement) {
    const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!space) {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string without_comments(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto line = text.find("--");
    const auto block = text.find("/*");
    const auto begin = std::min({line, block, text.size()});
    out.append(text.substr(0, begin)).append(1, ' ');
    text.remove_prefix(begin);
    const auto end = line < block ? text.find('\n') : text.find("*/");
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + (line < block ? 1 : 2));
  }
  return out;
}

/// Flyway runs a script without a transaction where it finds a statement of these, and no others.
bool has_lonely_statement(std::string_view text) {
  constexpr auto kLonely = std::to_array<std::string_view>(
      {"create index concurrently ", "create unique index concurrently ",
       "drop index concurrently ", "create database ", "drop database ", "create tablespace ",
       "drop tablespace ", "create subscription ", "drop subscription ", "alter system ",
       "reindex schema ", "reindex database ", "reindex system ", "reindex verbose schema ",
       "reindex verbose database ", "reindex verbose system ", "vacuum ", "discard all "});
  const auto sql = without_comments(text);
  for (std::string_view rest = sql; !rest.empty();) {
    const auto statement = rest.substr(0, rest.find(';'));
    const auto words = words_of(statement) + ' ';
    const bool lonely = std::any_of(kLonely.begin(), kLonely.end(),
                                    [&](auto begin) { return words.starts_with(begin); });
    if (lonely) return true;
    rest.remove_prefix(std::min(statement.size() + 1, rest.size()));
  }
  return false;
}

SentAs sent_as(const Migration& migration, Way way) {
  std::filesystem::path script(migration.path);
  if (way == Way::Down) script.replace_filename("U" + script.filename().string().substr(1));
  const auto settings = beginning_of(script.string() + ".conf");
  const bool alone = settings.find("executeInTransaction=false") != std::string::npos ||
                     has_lonely_statement(text_of(migration, way));
  return alone ? SentAs::Statement : SentAs::File;
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
        "flyway.postgresql.transactional.lock=false."};

}  // namespace pgstage::source::frameworks
