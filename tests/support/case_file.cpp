#include "support/case_file.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sys/wait.h>

#include "support/folder.hpp"
#include "support/project.hpp"

namespace pgstage::tests {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kNoNewline = "(no newline at the end)\n";

void write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

/// The block that a line opens, or null when it opens none.
std::string* block_of(const std::string& line, CliCase& into) {
  constexpr std::string_view kFile = "--- file ";
  if (line.starts_with(kFile)) return &into.files[line.substr(kFile.size())];
  if (into.steps.empty()) return nullptr;
  if (line == "--- stdout") return &into.steps.back().out;
  if (line == "--- stderr") return &into.steps.back().err;
  return nullptr;
}

void print_block(std::string& to, const std::string& head, const std::string& text) {
  if (text.empty()) return;
  to += "--- " + head + "\n" + text;
}

/// Blocks hold whole lines.
std::string whole_lines(std::string text) {
  if (!text.empty() && text.back() != '\n') text += "\n" + std::string{kNoNewline};
  return text;
}

CliStep run_step(const std::string& command, const Folder& folder) {
  write(folder / "command", command + "\n");
  const auto quoted = [&](std::string_view name) { return "'" + (folder / name).string() + "'"; };
  const std::string line = "cd " + quoted("work") +
                           " && env -i LC_ALL=C.UTF-8 HOME=" + quoted("home") +
                           " PATH='" PGSTAGE_BINARY_DIR "':/usr/bin:/bin sh " + quoted("command") +
                           " </dev/null >" + quoted("out") + " 2>" + quoted("err");
  const int status = std::system(line.c_str());
  return {command, WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          whole_lines(read_file(folder / "out")), whole_lines(read_file(folder / "err"))};
}

}  // namespace

CliCase parse_case(std::string_view text) {
  CliCase parsed;
  std::string* block = nullptr;
  for (const auto& line : lines_of(text)) {
    if (line.starts_with("$ ")) {
      parsed.steps.push_back({.command = line.substr(2)});
      block = nullptr;
    } else if (auto* opened = block_of(line, parsed); opened != nullptr) {
      block = opened;
    } else if (block != nullptr) {
      *block += line + "\n";
    } else if (line.starts_with("exit ") && !parsed.steps.empty()) {
      parsed.steps.back().exit_status = std::stoi(line.substr(5));
    } else {
      parsed.title += line + "\n";
    }
  }
  return parsed;
}

std::string print_case(const CliCase& each) {
  std::string text = each.title;
  for (const auto& step : each.steps) {
    text += "$ " + step.command + "\nexit " + std::to_string(step.exit_status) + "\n";
    print_block(text, "stdout", step.out);
    print_block(text, "stderr", step.err);
  }
  for (const auto& [path, content] : each.files) text += "--- file " + path + "\n" + content;
  return text;
}

CliCase run_case(const CliCase& each) {
  const Folder folder;
  fs::create_directories(folder / "work");
  fs::create_directories(folder / "home");
  for (const auto& [path, content] : each.files) write(folder / ("work/" + path), content);
  CliCase happened{each.title, {}, each.files};
  for (const auto& step : each.steps) happened.steps.push_back(run_step(step.command, folder));
  return happened;
}

}  // namespace pgstage::tests
