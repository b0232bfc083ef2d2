#include "pgstage/source/git.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "pgstage/source/code.hpp"
#include "pgstage/source/process.hpp"
#include "pgstage/source/source.hpp"

#include "code_history.hpp"
#include "frameworks/plain.hpp"

namespace pgstage::source {
namespace {

namespace fs = std::filesystem;

constexpr int kNoProgram = 127;
/// Every repository knows it, without anybody having written it.
constexpr std::string_view kEmptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/// Of `git commit FILE` it is one that is made for that commit.
std::string index_of_commit() {
  const char* set = std::getenv("GIT_INDEX_FILE");
  if (set == nullptr || *set == '\0') return "GIT_INDEX_FILE";
  std::error_code ignored;
  return "GIT_INDEX_FILE=" + fs::absolute(set, ignored).string();
}

/// In the repository of the folder, whatever one a hook of git names to us, and from where; nothing
/// that the repository is set up to run is run.
Result<Said> git(const std::string& folder, const std::vector<std::string>& words,
                 std::string index = "GIT_INDEX_FILE") {
  std::vector<std::string> all = {"git", "-C", folder, "-c", "core.fsmonitor=false"};
  all.insert(all.end(), words.begin(), words.end());
  auto said = run(std::move(all), {"LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_DIR", "GIT_WORK_TREE",
                                   std::move(index), "GIT_PREFIX", "GIT_COMMON_DIR"});
  if (said && said->status == kNoProgram) {
    return input_error("there is no program \"git\"",
                       "Install git, or say with --after which migrations were applied.");
  }
  return said;
}

std::string first_line(std::string_view text) {
  return std::string{text.substr(0, text.find('\n'))};
}

std::string said_by_git(const Said& said) {
  auto line = first_line(said.err);
  for (const std::string_view lead : {"fatal: ", "error: "}) {
    if (line.starts_with(lead)) line.erase(0, lead.size());
  }
  return line;
}

/// The parts of a text that NUL bytes end.
std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\0'), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

Result<std::string> root_of(const std::string& folder) {
  const auto said = git(folder, {"rev-parse", "--show-toplevel"});
  if (!said) return said.error();
  if (said->status == 0) return first_line(said->out);
  return input_error(
      fmt::format("git cannot say what is new in \"{}\": {}", folder, said_by_git(*said)),
      "Which files are new is known in the work tree of a git repository only.");
}

Result<bool> is_shallow(const std::string& root) {
  const auto said = git(root, {"rev-parse", "--is-shallow-repository"});
  if (!said) return said.error();
  return first_line(said->out) == "true";
}

Error no_commit(const std::string& ref) {
  return input_error(fmt::format("git knows no commit \"{}\" here", ref),
                     "Check the name, or fetch it: \"git fetch origin BRANCH\" makes it known as "
                     "origin/BRANCH.");
}

Error no_common_commit(const std::string& ref, bool shallow) {
  if (!shallow) {
    return input_error(fmt::format("HEAD and \"{}\" have no commit in common", ref),
                       "Name the branch that this one will be merged into.");
  }
  return input_error(
      fmt::format("the clone is shallow, and the commit where HEAD left \"{}\" is not in it", ref),
      "Fetch the history: \"git fetch --unshallow\", or fetch-depth: 0 where CI checks out.");
}

/// Empty before the first one.
Result<std::string> last_commit(const std::string& root) {
  const auto said = git(root, {"rev-parse", "--verify", "--quiet", "HEAD^{commit}"});
  if (!said) return said.error();
  return said->status == 0 ? first_line(said->out) : std::string{};
}

}  // namespace

Result<Base> Base::where_branched_off(const std::string& folder, const std::string& ref) {
  auto root = root_of(folder);
  if (!root) return root.error();
  if (ref.empty() || ref.starts_with("-")) return no_commit(ref);
  const auto commit = git(*root, {"rev-parse", "--verify", "--quiet", ref + "^{commit}"});
  if (!commit) return commit.error();
  if (commit->status != 0) return no_commit(ref);
  const auto common = git(*root, {"merge-base", "HEAD", first_line(commit->out)});
  if (!common) return common.error();
  if (common->status == 0) return of_commit(*root, first_line(common->out));
  const auto shallow = is_shallow(*root);
  if (!shallow) return shallow.error();
  return no_common_commit(ref, *shallow);
}

Result<Base> Base::head(const std::string& folder) {
  auto root = root_of(folder);
  if (!root) return root.error();
  auto commit = last_commit(*root);
  if (!commit) return commit.error();
  if (!commit->empty()) return of_commit(*std::move(root), *commit);
  Base nothing;
  nothing.root_ = *std::move(root);
  return nothing;
}

Result<Base> Base::staged(const std::string& folder) {
  auto root = root_of(folder);
  if (!root) return root.error();
  auto commit = last_commit(*root);
  if (!commit) return commit.error();
  auto out = of_commit(*root, commit->empty() ? std::string{kEmptyTree} : *commit, true);
  if (!out) return out;
  const auto differs = git(*root, {"diff-files", "--name-only", "-z"}, index_of_commit());
  if (!differs) return differs.error();
  for (auto& name : parts_of(differs->out)) out->unstaged_.insert(std::move(name));
  return out;
}

Result<Base> Base::of_commit(std::string root, const std::string& commit, bool index) {
  Base out;
  std::vector<std::string> words = {"diff",           "--name-status", "-z",
                                    "--find-renames", "--no-ext-diff", "--no-textconv",
                                    "--no-relative"};
  if (index) words.emplace_back("--cached");
  words.insert(words.end(), {commit, "--"});
  const auto tree = git(root, {"ls-tree", "-r", "-z", "--name-only", "--full-tree", commit});
  const auto diff = git(root, words, index ? index_of_commit() : "GIT_INDEX_FILE");
  for (const auto* said : {&tree, &diff}) {
    if (!*said) return said->error();
    if ((*said)->status != 0) {
      return input_error(fmt::format("git failed: {}", said_by_git(**said)),
                         "Run \"git status\" to see whether the repository is in order.");
    }
  }
  for (auto& name : parts_of(tree->out)) out.names_.insert(std::move(name));
  const auto parts = parts_of(diff->out);
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    // The letter of a rename is followed by how much is the same, the old and the new name.
    const auto& what = parts[i];
    if (what.starts_with("D")) out.removed_.insert(parts[i + 1]);
    if (what.starts_with("R") && i + 2 < parts.size()) {
      out.renamed_.emplace(parts[i + 2], parts[i + 1]);
      if (what != "R100") out.edited_.insert(parts[i + 2]);
      ++i;
    }
    out.changed_.insert(parts[i + 1]);
  }
  out.root_ = std::move(root);
  out.commit_ = commit;
  return out;
}

std::string Base::in_repository(const std::string& path) const {
  std::error_code ignored;
  const auto file = fs::weakly_canonical(fs::absolute(path, ignored), ignored);
  const auto root = fs::weakly_canonical(root_, ignored);
  return file.lexically_relative(root).generic_string();
}

bool Base::is_new(const std::string& path) const {
  const auto name = in_repository(path);
  const bool outside = name.empty() || name == ".." || name.starts_with("../");
  return !outside && !names_.contains(name) && !renamed_.contains(name);
}

std::string Base::former_id(const std::string& path) const {
  const auto found = renamed_.find(in_repository(path));
  if (found == renamed_.end()) return {};
  auto id = plain::id_of(found->second);
  return id == plain::id_of(found->first) ? std::string{} : std::move(id);
}

bool Base::has_same_text(const std::string& path) const {
  const auto name = in_repository(path);
  return renamed_.contains(name) ? !edited_.contains(name) : has_unchanged(path);
}

bool Base::was_migration(const std::string& name) const {
  if (!is_code(name)) return plain::is_migration(name);
  // Each that is asked for is a run of git.
  if (!may_hold_code(fs::path(name).parent_path().string(), {name})) return false;
  const auto said = git(root_, {"cat-file", "blob", commit_ + ":" + name});
  return said && said->status == 0 && code_framework_of(name, said->out) != nullptr;
}

std::vector<Migration> Base::removed_below(const std::string& folder) const {
  const auto name = in_repository(folder);
  std::vector<Migration> out;
  for (const auto& each : removed_) {
    const bool below = name == "." || each.starts_with(name + "/");
    if (!below || !was_migration(each)) continue;
    const auto inside = name == "." ? each : each.substr(name.size() + 1);
    const auto path = (fs::path(folder) / inside).lexically_normal().generic_string();
    out.push_back({.id = plain::id_of(path), .path = path, .framework = "plain"});
  }
  return out;
}

bool Base::knows(const std::string& path) const {
  const auto name = in_repository(path);
  return names_.contains(name) || changed_.contains(name);
}

std::vector<std::string> Base::changed() const {
  std::vector<std::string> out;
  for (const auto& name : changed_) out.push_back(fs::proximate(fs::path(root_) / name).string());
  return out;
}

Result<std::string> Base::read(const std::string& path) const {
  const auto name = in_repository(path);
  if (!unstaged_.contains(name)) return read_file(path);
  const auto said = git(root_, {"cat-file", "blob", ":" + name}, index_of_commit());
  if (!said) return said.error();
  if (said->status == 0) return said->out;
  return input_error(
      fmt::format("git cannot show \"{}\" as it is staged: {}", path, said_by_git(*said)));
}

bool Base::has_unchanged(const std::string& path) const {
  const auto name = in_repository(path);
  const auto moved = renamed_.find(name);
  if (moved == renamed_.end()) return names_.contains(name) && !changed_.contains(name);
  return !edited_.contains(name) && plain::id_of(moved->second) == plain::id_of(name);
}

}  // namespace pgstage::source
