#include "writing.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "directives.hpp"

namespace pgstage::source {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string setting_lines(const Part& part, std::string_view verb) {
  std::string out;
  for (const auto& setting : part.settings) out += fmt::format("{} {};\n", verb, setting);
  return out.empty() ? out : out + "\n";
}

std::string reset_lines(const Part& part) {
  std::string out;
  for (auto each = part.settings.rbegin(); each != part.settings.rend(); ++each) {
    out += fmt::format("RESET {};\n", each->substr(0, each->find(' ')));
  }
  return out.empty() ? out : "\n" + out;
}

int number(std::string_view digits) {
  int out = 0;
  for (const char c : digits) out = out * 10 + (c - '0');
  return out;
}

constexpr std::size_t kTimeDigits = 14;

/// Seconds behind a time that is written as 14 digits; empty when it is none.
std::string later(std::string_view time, int seconds) {
  namespace ch = std::chrono;
  const ch::year_month_day day{ch::year{number(time.substr(0, 4))},
                               ch::month{static_cast<unsigned>(number(time.substr(4, 2)))},
                               ch::day{static_cast<unsigned>(number(time.substr(6, 2)))}};
  const int hour = number(time.substr(8, 2));
  const int minute = number(time.substr(10, 2));
  const int second = number(time.substr(12, 2));
  if (!day.ok() || hour > 23 || minute > 59 || second > 59) return {};
  const auto then = ch::sys_days{day} + ch::hours{hour} + ch::minutes{minute} +
                    ch::seconds{second} + ch::seconds{seconds};
  const auto date = ch::floor<ch::days>(then);
  const ch::year_month_day on{date};
  const ch::hh_mm_ss at{then - date};
  return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}", static_cast<int>(on.year()),
                     static_cast<unsigned>(on.month()), static_cast<unsigned>(on.day()),
                     at.hours().count(), at.minutes().count(), at.seconds().count());
}

/// The decimal number that is greater by n, as wide as before.
std::string counted_on(std::string digits, int n) {
  for (int carry = n, at = static_cast<int>(digits.size()) - 1; carry > 0; --at) {
    if (at < 0) {
      digits.insert(0, std::to_string(carry));
      break;
    }
    auto& digit = digits[static_cast<std::size_t>(at)];
    const int sum = digit - '0' + carry;
    digit = static_cast<char>('0' + sum % 10);
    carry = sum / 10;
  }
  return digits;
}

/// With the digits of `digits` in the places of those of `form`.
std::string in_form(std::string_view form, std::string_view digits) {
  std::string out{form};
  std::size_t next = 0;
  for (auto& c : out) {
    if (is_digit(c)) c = digits[next++];
  }
  return out;
}

}  // namespace

std::string comment(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string_view text : lines) {
    for (std::size_t at = 0; at <= text.size();) {
      const auto end = std::min(text.find('\n', at), text.size());
      out += at == end ? "--\n" : fmt::format("-- {}\n", text.substr(at, end - at));
      at = end + 1;
    }
  }
  return out;
}

std::string script_of(const Part& part, Around around, std::string_view before,
                      std::string_view behind) {
  const bool own = part.transaction && around == Around::Script;
  std::string out = own ? "BEGIN;\n" : "";
  out += setting_lines(part, own ? "SET LOCAL" : "SET");
  for (std::size_t i = 0; i < part.commands.size(); ++i) {
    const auto& each = part.commands[i];
    if (i > 0 && !each.says.empty()) out += "\n";
    if (!each.says.empty()) out += comment({each.says});
    const bool inside = each.sql.find(';') != std::string::npos;
    out += inside ? fmt::format("{}{};\n{}", before, each.sql, behind) : each.sql + ";\n";
  }
  if (!own) return out + reset_lines(part);
  return out + "\nCOMMIT;\n";
}

std::string script_of(const Part& part, Around around) { return script_of(part, around, "", ""); }

std::string way_back_of(const Part& part, Around around, std::string_view before,
                        std::string_view behind) {
  if (part.commands.empty()) return comment({"There is nothing to undo."});
  return script_of(part, around, before, behind);
}

const std::string& text_of(const Migration& migration, Way way) {
  return way == Way::Up ? migration.up : migration.down;
}

std::string Headings::line(Way way, const Part& part) const {
  return fmt::format("{}{}\n", of(way), part.transaction ? "" : alone);
}

bool Headings::is_alone(const Migration& migration, Way way) const {
  return has_line(text_of(migration, way), fmt::format("{}{}", of(way), alone));
}

std::string_view version_in(std::string_view id) {
  std::size_t end = 0;
  while (end < id.size()) {
    const bool between = (id[end] == '-' || id[end] == '.') && end > 0 && end + 1 < id.size() &&
                         is_digit(id[end + 1]);
    if (!is_digit(id[end]) && !between) break;
    ++end;
  }
  return id.substr(0, end);
}

std::string next_version(const Naming& naming, int n) {
  const auto version = version_in(naming.last);
  if (version.empty()) return fmt::format("{:04}", n);
  std::string digits;
  std::copy_if(version.begin(), version.end(), std::back_inserter(digits), is_digit);
  if (digits.size() >= kTimeDigits) {
    const auto time = later(std::string_view(digits).substr(0, kTimeDigits), n);
    if (!time.empty()) return in_form(version, time + digits.substr(kTimeDigits));
  }
  const auto last = version.find_last_of("-.") + 1;  // npos + 1 is the beginning.
  return std::string{version.substr(0, last)} + counted_on(std::string{version.substr(last)}, n);
}

std::string file_name(const NewMigration& migration) {
  return migration.version + "_" + migration.name;
}

bool has_line(std::string_view text, std::string_view begins) {
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    if (begins_line(text.substr(at, end - at), begins)) return true;
    at = end + 1;
  }
  return false;
}

std::string beginning_of(const std::string& path) {
  constexpr std::streamsize kEnough = 4096;
  std::string text(kEnough, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(text.data(), kEnough);
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

bool exists(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

bool any_has(const std::string& folder, const Content& content, std::string_view script) {
  return std::any_of(content.folders.begin(), content.folders.end(), [&](const auto& name) {
    std::error_code ignored;
    return fs::is_regular_file(fs::path(folder) / name / script, ignored);
  });
}

bool most_have(const std::string& folder, const Content& content, std::string_view begins) {
  constexpr std::size_t kSome = 5;
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  const auto step = std::max<std::size_t>(1, content.scripts.size() / kSome);
  std::size_t looked_at = 0;
  std::size_t have = 0;
  for (std::size_t i = 0; i < content.scripts.size(); i += step) {
    const auto text = beginning_of(folder + "/" + content.scripts[i]);
    const bool marked = text.starts_with(kByteOrderMark);
    const auto rest = std::string_view(text).substr(marked ? kByteOrderMark.size() : 0);
    ++looked_at;
    if (has_line(rest, begins)) ++have;
  }
  return 2 * have > looked_at;
}

}  // namespace pgstage::source
