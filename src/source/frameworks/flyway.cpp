// Flyway: one file for each way, whose statements are sent one by one on one connection; a file
// beside it says what is not to share a transaction.
#include <algorithm>
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

SentAs sent_as(const Migration& migration, Way way) {
  std::filesystem::path script(migration.path);
  if (way == Way::Down) script.replace_filename("U" + script.filename().string().substr(1));
  const auto settings = beginning_of(script.string() + ".conf");
  return settings.find("executeInTransaction=false") != std::string::npos ? SentAs::Statement
                                                                          : SentAs::File;
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
