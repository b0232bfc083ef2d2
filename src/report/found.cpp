#include "found.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "pgstage/lint/rule.hpp"

namespace pgstage::report {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_unreserved(char c) {
  const bool letter = is_upper(c) || (c >= 'a' && c <= 'z');
  return letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

}  // namespace

std::vector<Found> findings_of(const lint::Report& report) {
  std::vector<Found> out;
  for (const auto& file : report.files) {
    const auto& lines = file.input.script->lines();
    for (const auto& finding : file.findings) {
      out.push_back({&file, &finding, lines.position(finding.span.offset),
                     lines.position(finding.span.end())});
    }
  }
  return out;
}

std::vector<Found> worst_first(const lint::Report& report) {
  auto out = findings_of(report);
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.finding->severity > b.finding->severity;
  });
  return out;
}

std::string one_line(std::string_view text) {
  std::string out{text};
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return out;
}

std::string percent_encoded(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (is_unreserved(c) || c == '/') {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

std::string manual_page(std::string_view rule) {
  const auto source = lint::find_rule(rule)->info.source;
  const auto command = source.substr(0, source.find_first_of(",;"));
  const bool is_command =
      std::all_of(command.begin(), command.end(), [](char c) { return is_upper(c) || c == ' '; });
  // The page of DROP OWNED is called otherwise than those of its like, and MVCC is no command.
  constexpr std::array<std::string_view, 4> kOthers = {"DROP OWNED", "MVCC", "TOAST", ""};
  const bool other = std::find(kOthers.begin(), kOthers.end(), command) != kOthers.end();
  if (!is_command || other) return {};
  std::string page;
  for (const char c : command) {
    if (c != ' ') page += static_cast<char>(c - 'A' + 'a');
  }
  return "https://www.postgresql.org/docs/current/sql-" + page + ".html";
}

}  // namespace pgstage::report
