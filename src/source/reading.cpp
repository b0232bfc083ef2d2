#include "reading.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "writing.hpp"

namespace pgstage::source {
namespace {

namespace fs = std::filesystem;

constexpr int kFoldersAbove = 4;

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

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

/// A folder and those above it, as far as its repository goes.
std::vector<fs::path> folders_above(const std::string& folder) {
  std::vector<fs::path> out;
  std::error_code ignored;
  auto at = fs::absolute(folder, ignored).lexically_normal();
  if (!at.has_filename()) at = at.parent_path();
  for (int i = 0; i <= kFoldersAbove && !at.empty(); ++i, at = at.parent_path()) {
    out.push_back(at);
    if (fs::exists(at / ".git", ignored) || at == at.parent_path()) break;
  }
  return out;
}

std::string text_of_file(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return std::move(text).str();
}

/// Whether a file of the folder whose name has one of these words has one of those.
bool is_said_in(const fs::path& folder, std::span<const std::string_view> words_of_names,
                std::span<const std::string_view> words) {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    const auto name = entry.path().filename().string();
    const auto in_name = [&](auto word) { return name.find(word) != std::string::npos; };
    std::error_code ignored;
    if (std::none_of(words_of_names.begin(), words_of_names.end(), in_name)) continue;
    if (!entry.is_regular_file(ignored)) continue;
    const auto text = text_of_file(entry.path());
    const auto in_text = [&](auto word) { return has_word(text, word); };
    if (std::any_of(words.begin(), words.end(), in_text)) return true;
  }
  return false;
}

/// Each as its words, with a blank behind the last.
std::vector<std::string> statements_of(std::string_view text) {
  std::vector<std::string> out;
  const auto sql = without_comments(text);
  for (std::string_view rest = sql; !rest.empty();) {
    const auto statement = rest.substr(0, rest.find(';'));
    if (auto words = words_of(statement); !words.empty()) out.push_back(std::move(words) + ' ');
    rest.remove_prefix(std::min(statement.size() + 1, rest.size()));
  }
  return out;
}

bool begins_so(std::string_view words, std::span<const std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](auto begin) { return words.starts_with(begin); });
}

}  // namespace

bool has_statement(std::string_view text, std::span<const std::string_view> beginnings) {
  const auto statements = statements_of(text);
  return std::any_of(statements.begin(), statements.end(),
                     [&](const auto& each) { return begins_so(each, beginnings); });
}

bool has_other_statement(std::string_view text, std::span<const std::string_view> beginnings) {
  const auto statements = statements_of(text);
  return std::any_of(statements.begin(), statements.end(),
                     [&](const auto& each) { return !begins_so(each, beginnings); });
}

bool is_said_above(const std::string& folder, std::span<const std::string_view> names,
                   std::span<const std::string_view> words) {
  return std::any_of(names.begin(), names.end(), [&](auto name) {
    const auto text = text_above(folder, name);
    return std::any_of(words.begin(), words.end(), [&](auto word) { return has_word(text, word); });
  });
}

bool is_said_around(const std::string& folder, std::span<const std::string_view> words_of_names,
                    std::span<const std::string_view> words) {
  for (const auto& above : folders_above(folder)) {
    if (is_said_in(above, words_of_names, words)) return true;
    std::error_code failed;
    for (const auto& beside : fs::directory_iterator(above, failed)) {
      std::error_code ignored;
      const auto name = beside.path().filename().string();
      if (name == "node_modules" || !beside.is_directory(ignored)) continue;
      if (is_said_in(beside.path(), words_of_names, words)) return true;
    }
  }
  return false;
}

bool has_word(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]))) {
      return true;
    }
  }
  return false;
}

std::string file_above(const std::string& folder, std::string_view name) {
  std::error_code ignored;
  for (const auto& at : folders_above(folder)) {
    if (fs::is_regular_file(at / name, ignored)) return (at / name).string();
  }
  return {};
}

std::string text_above(const std::string& folder, std::string_view name) {
  const auto path = file_above(folder, name);
  if (path.empty()) return {};
  return text_of_file(path);
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    auto line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    out.push_back({line, at});
    at = end + 1;
  }
  return out;
}

std::string plain_number(std::string_view digits) {
  const auto first = std::min(digits.find_first_not_of('0'), digits.size());
  return first == digits.size() ? "0" : std::string{digits.substr(first)};
}

bool holds_id(const Keys& keys, const Migration& migration) { return keys.contains(migration.id); }

bool holds_file(const Keys& keys, const Migration& migration) {
  return keys.contains(fs::path(migration.path).filename().string());
}

bool holds_version(const Keys& keys, const Migration& migration) {
  return keys.contains(std::string{version_in(migration.id)});
}

bool holds_number(const Keys& keys, const Migration& migration) {
  return keys.contains(plain_number(version_in(migration.id)));
}

bool holds_digits(const Keys& keys, const Migration& migration) {
  std::string digits{version_in(migration.id)};
  std::erase(digits, '-');
  return keys.contains(digits);
}

Error names_missing(const std::string& list, const std::string& script) {
  return input_error(
      fmt::format("cannot read \"{}\": no such file, and \"{}\" names it", script, list),
      "Put the file back, or take it out of the list.");
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

}  // namespace pgstage::source
