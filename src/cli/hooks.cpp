#include "hooks.hpp"

#include <array>
#include <filesystem>
#include <vector>

#include <fmt/format.h>

#include "pgstage/source/process.hpp"
#include "pgstage/source/source.hpp"

namespace pgstage::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCommand = "pgstage lint --staged";

/// The first of these files that there is; the first name when there is none.
std::string one_of(const std::string& root, std::initializer_list<std::string_view> names) {
  std::error_code ignored;
  for (const auto name : names) {
    const auto path = fs::path(root) / name;
    if (fs::is_regular_file(path, ignored)) return path.string();
  }
  return (fs::path(root) / *names.begin()).string();
}

bool is_file(const std::string& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

/// What is there; empty where there is nothing yet.
Result<HookFile> file_at(const std::string& path) {
  HookFile out{.path = path, .text = {}};
  if (!is_file(path)) return out;
  auto text = source::read_file(path);
  if (!text) return text.error();
  out.text = *std::move(text);
  out.done = out.text.find("pgstage") != std::string::npos;
  return out;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    out.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines) out += line + "\n";
  return out;
}

std::size_t indent_of(std::string_view line) {
  const auto first = line.find_first_not_of(' ');
  return first == std::string_view::npos ? line.size() : first;
}

/// Blank lines and comments belong to no level.
bool says_nothing(std::string_view line) {
  const auto first = line.find_first_not_of(" \t\r");
  return first == std::string_view::npos || line[first] == '#';
}

/// Behind what a line of YAML holds.
std::size_t end_of_block(const std::vector<std::string>& lines, std::size_t begin) {
  auto end = begin + 1;
  for (auto at = end; at < lines.size(); ++at) {
    if (says_nothing(lines[at])) continue;
    if (indent_of(lines[at]) <= indent_of(lines[begin])) break;
    end = at + 1;
  }
  return end;
}

void insert(std::vector<std::string>& lines, std::size_t at, std::size_t indent,
            std::initializer_list<std::string_view> block) {
  std::vector<std::string> out;
  for (const auto line : block) out.push_back(std::string(indent, ' ') + std::string{line});
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), out.begin(), out.end());
}

Error by_hand(const std::string& path, std::string_view what) {
  return input_error(
      fmt::format("\"{}\" is not of a form that pgstage can add to", fs::proximate(path).string()),
      fmt::format("Add this yourself: {}", what));
}

std::string pre_commit_file(const std::string& root) {
  return one_of(root, {".pre-commit-config.yaml", ".pre-commit-config.yml"});
}

bool uses_pre_commit(const std::string& root) { return is_file(pre_commit_file(root)); }

Result<HookFile> add_to_pre_commit(const std::string& root) {
  auto file = file_at(pre_commit_file(root));
  if (!file || file->done) return file;
  auto lines = lines_of(file->text);
  std::size_t last = lines.size();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].substr(indent_of(lines[i])).starts_with("- repo:")) last = i;
    const bool is_empty = lines[i].starts_with("repos: []");
    if (lines[i] != "repos:" && !is_empty) continue;
    if (is_empty) lines[i] = "repos:";
    if (last == lines.size()) last = i;
  }
  if (last == lines.size()) {
    return by_hand(file->path, fmt::format("a local hook with \"entry: {}\"", kCommand));
  }
  insert(lines, end_of_block(lines, last), indent_of(lines[last]),
         {"- repo: local", "  hooks:", "    - id: pgstage", "      name: pgstage",
          "      entry: pgstage lint --staged", "      language: system", "      files: \\.sql$",
          "      pass_filenames: false"});
  file->text = joined(lines);
  return file;
}

std::string lefthook_file(const std::string& root) {
  return one_of(root, {"lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml"});
}

bool uses_lefthook(const std::string& root) { return is_file(lefthook_file(root)); }

Result<HookFile> add_to_lefthook(const std::string& root) {
  auto file = file_at(lefthook_file(root));
  if (!file || file->done) return file;
  auto lines = lines_of(file->text);
  std::size_t hook = lines.size();
  std::size_t commands = lines.size();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].starts_with("pre-commit:")) hook = i;
    const bool inside = hook < i && i < end_of_block(lines, hook);
    if (inside && lines[i].substr(indent_of(lines[i])) == "commands:") commands = i;
  }
  if (hook == lines.size()) {
    insert(lines, lines.size(), 0,
           {"pre-commit:", "  commands:", "    pgstage:", "      glob: \"*.sql\"",
            "      run: pgstage lint --staged"});
  } else if (commands == lines.size()) {
    return by_hand(file->path, fmt::format("a command of pre-commit with \"run: {}\"", kCommand));
  } else {
    insert(lines, commands + 1, indent_of(lines[commands]) + 2,
           {"pgstage:", "  glob: \"*.sql\"", "  run: pgstage lint --staged"});
  }
  file->text = joined(lines);
  return file;
}

bool uses_husky(const std::string& root) {
  std::error_code ignored;
  return fs::is_directory(fs::path(root) / ".husky", ignored);
}

/// A script of its own stays as it is; pgstage comes first, so that nothing ends before it.
Result<HookFile> add_to_script(const std::string& path, std::string_view head) {
  auto file = file_at(path);
  if (!file || file->done) return file;
  file->executable = true;
  if (file->text.empty()) {
    file->text = fmt::format("{}{}\n", head, kCommand);
    return file;
  }
  auto lines = lines_of(file->text);
  const bool interpreted = lines.front().starts_with("#!");
  if (interpreted && lines.front().find("sh") == std::string::npos) {
    return by_hand(path, fmt::format("\"{}\", whose exit status 1 is to end it", kCommand));
  }
  // Husky's old scripts begin by loading its own.
  std::size_t at = interpreted ? 1 : 0;
  while (at < lines.size() && (lines[at].starts_with(". ") || says_nothing(lines[at]))) ++at;
  insert(lines, at, 0, {"pgstage lint --staged || exit 1"});
  file->text = joined(lines);
  return file;
}

Result<HookFile> add_to_husky(const std::string& root) {
  return add_to_script((fs::path(root) / ".husky" / "pre-commit").string(), "");
}

bool always(const std::string& /*root*/) { return true; }

Result<HookFile> add_to_git(const std::string& root) {
  auto said = source::run({"git", "-C", root, "rev-parse", "--git-path", "hooks"}, {});
  if (!said) return said.error();
  if (said->status != 0) {
    return input_error(fmt::format("\"{}\" is no repository of git", fs::proximate(root).string()),
                       "Run \"git init\" first, or say --hook none.");
  }
  const auto folder = said->out.substr(0, said->out.find('\n'));
  return add_to_script((fs::path(root) / folder / "pre-commit").lexically_normal().string(),
                       "#!/bin/sh\n");
}

constexpr auto kRunners = std::to_array<HookRunner>({
    {"pre-commit", "pre-commit install", uses_pre_commit, add_to_pre_commit},
    {"lefthook", "lefthook install", uses_lefthook, add_to_lefthook},
    {"husky", "", uses_husky, add_to_husky},
    {"git", "", always, add_to_git},
});

}  // namespace

std::span<const HookRunner> hook_runners() { return kRunners; }

}  // namespace pgstage::cli
