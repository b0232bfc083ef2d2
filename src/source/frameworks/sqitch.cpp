// Sqitch: a plan says which changes are deployed, in which order; psql runs the script of each,
// statement by statement, and those begin and commit a transaction themselves.
#include <filesystem>

#include "plain.hpp"
#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

namespace fs = std::filesystem;

bool is_one_of_three(const fs::path& folder) {
  const auto name = folder.filename();
  return name == "deploy" || name == "revert" || name == "verify";
}

std::string plan_of(const std::string& folder) { return file_above(folder, "sqitch.plan"); }

bool recognises(const std::string& folder, const Content& /*content*/) {
  return is_one_of_three(fs::path(folder)) && !plan_of(folder).empty();
}

/// The changes of a plan by the names of their scripts. One that was reworked has the old script
/// under the tag that came behind it.
std::vector<std::string> changes_in(std::string_view plan) {
  std::vector<std::string> out;
  std::vector<std::size_t> untagged;
  for (const auto& line : lines_of(plan)) {
    const auto text = trimmed(line.text);
    if (text.empty() || text.starts_with("%") || text.starts_with("#")) continue;
    const auto name = std::string{text.substr(0, text.find_first_of(" \t"))};
    if (!name.starts_with("@")) {
      untagged.push_back(out.size());
      out.push_back(name);
      continue;
    }
    for (const auto at : untagged) {
      const auto again = plan.find("\n" + out[at] + " [" + out[at] + "@");
      const auto later = again != std::string_view::npos && again > line.begin;
      if (later) out[at] += name;
    }
    untagged.clear();
  }
  return out;
}

Result<std::vector<std::string>> order(const std::string& folder,
                                       std::vector<std::string> /*scripts*/) {
  std::vector<std::string> out;
  if (fs::path(folder).filename() != "deploy") return out;
  const auto path = plan_of(folder);
  const auto plan = read_file(path);
  if (!plan) return plan.error();
  for (const auto& change : changes_in(*plan)) {
    out.push_back((fs::path(folder) / (change + ".sql")).lexically_normal().string());
    if (!exists(out.back())) return names_missing(path, out.back());
  }
  return out;
}

Result<std::vector<Migration>> read(const std::string& path, const ReadFile& read_file) {
  auto whole = plain::read(path, read_file);
  if (!whole) return whole.error();
  const fs::path deploy(plain::history_of(path));
  const auto change = fs::path(path).lexically_relative(deploy);
  whole->id = change.string().substr(0, change.string().rfind(".sql"));
  const auto back = (deploy.parent_path() / "revert" / change).string();
  if (deploy.filename() == "deploy" && exists(back)) {
    auto down = read_file(back);
    if (!down) return down.error();
    whole->down = *std::move(down);
  }
  return std::vector<Migration>{*std::move(whole)};
}

SentAs sent_as(const Migration& /*migration*/, Way /*way*/) { return SentAs::Statement; }

/// What was reworked since is told by its tag, which the changes do not have.
bool holds(const Keys& keys, const Migration& migration) {
  return keys.contains(migration.id.substr(0, migration.id.find('@')));
}

}  // namespace

extern const Framework sqitch = {
    .name = "sqitch",
    .recognises = recognises,
    .version = next_version,
    .write = nullptr,
    .sent_as = sent_as,
    .order = order,
    .read = read,
    .placeholders = Placeholders::Psql,
    .ledger = {
        .table = "sqitch.changes", .applied = "SELECT change::text FROM {}", .holds = holds}};

}  // namespace pgstage::source::frameworks
