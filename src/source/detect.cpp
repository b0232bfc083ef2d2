#include <algorithm>
#include <filesystem>
#include <iterator>

#include <fmt/format.h>

#include "pgstage/source/code.hpp"
#include "pgstage/source/framework.hpp"
#include "pgstage/source/source.hpp"

#include "code_history.hpp"
#include "dialect.hpp"
#include "frameworks/plain.hpp"
#include "natural_order.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
extern const Framework plain;
}

namespace pgstage::source {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDeepest = 24;

Content content_of(const fs::path& folder) {
  Content out;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    const auto name = entry.path().filename().string();
    std::error_code ignored;
    if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) out.folders.push_back(name);
    if (!entry.is_regular_file(ignored)) continue;
    if (plain::is_migration(name)) out.scripts.push_back(name);
    if (is_code(name)) out.code.push_back(name);
  }
  std::sort(out.scripts.begin(), out.scripts.end(), comes_before);
  std::sort(out.folders.begin(), out.folders.end(), comes_before);
  return out;
}

/// Folders that hold other people's code, another database's, or nobody's.
bool is_foreign(const std::string& name) {
  return name.starts_with(".") || name == "node_modules" || name == "vendor" || name == "target" ||
         name == "build" || name == "dist" || name == "venv" || is_of_another_database(name);
}

/// The framework whose history the folder holds; null when it holds none.
const Framework* history_in(const fs::path& folder, const Content& content) {
  if (says_another_database(folder.string())) return nullptr;
  for (const bool by_surroundings : {false, true}) {
    for (const auto* framework : all_frameworks()) {
      if (framework->by_surroundings != by_surroundings) continue;
      if (framework->recognises(folder.string(), content)) return framework;
    }
  }
  const auto name = folder.filename().string();
  const bool usual = name == "migrations" || name == "migration" || name == "migrate";
  return usual && !content.scripts.empty() ? &frameworks::plain : nullptr;
}

/// Of the folders of one framework, not all hold what goes forward.
bool runs_something(const fs::path& folder, const Content& content) {
  const auto* framework = history_in(folder, content);
  if (framework == nullptr || framework->order == nullptr) return true;
  std::vector<std::string> scripts;
  for (const auto& name : content.scripts) scripts.push_back((folder / name).string());
  const auto ordered = framework->order(folder.string(), std::move(scripts));
  if (!ordered || !ordered->empty()) return true;
  return any_has(folder.string(), content, "migration.sql") ||
         any_has(folder.string(), content, "up.sql");
}

/// The name of that of scripts or of code.
std::optional<std::string_view> framework_in(const fs::path& folder, const Content& content) {
  if (const auto* found = history_in(folder, content); found != nullptr) return found->name;
  const auto* found = code_framework_in(folder.string(), content.code);
  return found == nullptr ? std::nullopt : std::optional{name_of(*found)};
}

void search(const fs::path& folder, const fs::path& shown, std::size_t depth,
            std::vector<History>& out) {
  const auto content = content_of(folder);
  if (const auto name = framework_in(folder, content)) {
    if (!runs_something(folder, content)) return;
    out.push_back({shown.empty() ? "." : shown.string(), std::string{*name}});
    return;
  }
  if (depth == kDeepest) return;
  for (const auto& name : content.folders) {
    if (!is_foreign(name)) search(folder / name, shown / name, depth + 1, out);
  }
}

}  // namespace

std::string repository_of(const std::string& folder) {
  std::error_code ignored;
  const fs::path start = fs::weakly_canonical(fs::absolute(folder, ignored), ignored);
  for (fs::path at = start; at != at.parent_path(); at = at.parent_path()) {
    if (fs::exists(at / ".git", ignored)) return at.string();
  }
  return start.string();
}

std::optional<History> history_with(const std::string& script) {
  std::error_code ignored;
  const auto history = plain::history_of(script);
  const auto folder = fs::absolute(history, ignored).lexically_normal();
  const auto found = framework_in(folder, content_of(folder));
  if (!found) return std::nullopt;
  return History{history, std::string{*found}};
}

std::vector<History> histories_below(const std::string& root) {
  std::error_code ignored;
  const fs::path here = fs::weakly_canonical(fs::current_path(ignored), ignored);
  const fs::path shown = fs::path(root).lexically_proximate(here);
  std::vector<History> out;
  search(root, shown == "." ? fs::path{} : shown, 0, out);
  return out;
}

Result<const Framework*> framework_named(std::string_view name) {
  std::string known;
  for (const auto* framework : all_frameworks()) {
    if (framework->name == name) return framework;
    if (framework->write == nullptr) continue;
    known += (known.empty() ? "" : ", ") + std::string{framework->name};
  }
  return input_error(fmt::format("there is no framework \"{}\" that pgstage writes for", name),
                     "Use one of: " + known +
                         "; or \"plain\", whose SQL a migration in code can run as it stands.");
}

const Framework& framework_of(const std::string& path) {
  std::error_code ignored;
  const auto folder = fs::absolute(plain::history_of(path), ignored).lexically_normal();
  const auto* found = history_in(folder, content_of(folder));
  return found == nullptr ? frameworks::plain : *found;
}

Naming naming_of(const std::vector<std::string>& paths) {
  std::vector<std::string> scripts;
  for (const auto& path : paths) {
    scripts.push_back(path);
    const auto beside = plain::scripts_beside(path);
    scripts.insert(scripts.end(), beside.begin(), beside.end());
  }
  Naming out{.last = {}, .up_suffix = ".sql", .down_suffix = {}};
  for (const auto& path : scripts) {
    const auto id = plain::id_of(path);
    const bool forward = plain::is_migration(path) && !plain::is_repeatable(path);
    if (forward && (out.last.empty() || comes_before(out.last, id))) out.last = id;
  }
  for (const auto& path : paths) {
    if (path.ends_with(".up.sql")) out.up_suffix = ".up.sql";
    const auto suffix = plain::down_suffix_of(path);
    if (!suffix.empty()) out.down_suffix = suffix;
  }
  return out;
}

}  // namespace pgstage::source
