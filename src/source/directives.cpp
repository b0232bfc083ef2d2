#include "directives.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include <fmt/format.h>

#include "reading.hpp"

namespace pgstage::source {
namespace {

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_same(std::string_view a, std::string_view b, bool any_case) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char left, char right) {
    return any_case ? lower(left) == lower(right) : left == right;
  });
}

/// What a line has before a comment.
std::string_view without_comment(std::string_view line) {
  return trimmed(line.substr(0, line.find("--")));
}

/// What the directive in a line says, behind the mark; nothing when there is none.
std::optional<std::string_view> directive_in(std::string_view line, const Directives& directives) {
  if (!line.starts_with("--")) return std::nullopt;
  const auto body = trimmed(line.substr(2));
  const auto mark = directives.mark;
  if (!is_same(body.substr(0, mark.size()), mark, directives.any_case)) return std::nullopt;
  return trimmed(body.substr(mark.size()));
}

class Check {
 public:
  Check(const Framework& framework, const std::string& path)
      : framework_(framework), directives_(framework.directives), path_(path) {}

  std::optional<Error> run(std::string_view text) {
    for (const auto& line : lines_of(text)) {
      ++number_;
      if (auto error = look_at(line.text)) return error;
    }
    if (open_ > 0) return half(open_, directives_.begin, "is not ended", directives_.end);
    return has_way_forward_ || !is_versioned() ? std::nullopt : std::optional{nothing_runs()};
  }

 private:
  std::optional<Error> look_at(std::string_view line) {
    const auto comment = trimmed(line);
    const auto words = directive_in(comment, directives_);
    if (!words) return std::nullopt;
    const auto known = std::find_if(directives_.known.begin(), directives_.known.end(),
                                    [&](auto each) { return is(*words, each); });
    if (known == directives_.known.end()) return unknown(comment);
    if (is_blank(line.front())) return unseen(comment);
    if (*known == directives_.known.front()) has_way_forward_ = true;
    return pair_up(*known);
  }

  /// With options behind it, or without.
  bool is(std::string_view words, std::string_view directive) const {
    const auto rest = words.substr(std::min(directive.size(), words.size()));
    return is_same(words.substr(0, directive.size()), directive, directives_.any_case) &&
           (rest.empty() || (directives_.options && is_blank(rest.front())));
  }

  std::optional<Error> pair_up(std::string_view directive) {
    if (directive == directives_.begin && !directive.empty()) {
      if (open_ > 0) return half(open_, directive, "is not ended", directives_.end);
      open_ = number_;
    } else if (directive == directives_.end && !directive.empty()) {
      if (open_ == 0) return half(number_, directive, "ends nothing", directives_.begin);
      open_ = 0;
    } else if (open_ > 0 &&
               (directive == directives_.known[0] || directive == directives_.known[1])) {
      return half(open_, directives_.begin, "is not ended", directives_.end);
    }
    return std::nullopt;
  }

  /// Others in the folder are not taken for migrations by their names.
  bool is_versioned() const {
    const auto name = std::filesystem::path(path_).filename().string();
    return !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) != 0;
  }

  std::string shown(std::string_view directive) const {
    const bool apart = std::isalnum(static_cast<unsigned char>(directives_.mark.back())) != 0;
    return fmt::format("-- {}{}{}", directives_.mark, apart ? " " : "", directive);
  }

  Error unknown(std::string_view comment) const {
    std::string known;
    for (const auto each : directives_.known) known += (known.empty() ? "" : ", ") + shown(each);
    return at(number_, fmt::format("{} does not know \"{}\"", framework_.name, comment),
              "It knows: " + known + ".");
  }

  Error unseen(std::string_view comment) const {
    return at(number_,
              fmt::format("{} does not see \"{}\" behind blanks", framework_.name, comment),
              "Let it begin the line.");
  }

  Error half(std::size_t line, std::string_view directive, std::string_view what,
             std::string_view other) const {
    return at(line, fmt::format("\"{}\" {}", shown(directive), what),
              fmt::format("Add \"{}\".", shown(other)));
  }

  Error nothing_runs() const {
    const auto forward = shown(directives_.known.front());
    return input_error(fmt::format("{}: {} runs nothing of a script without \"{}\"", path_,
                                   framework_.name, forward),
                       fmt::format("Begin what it is to run with \"{}\".", forward));
  }

  Error at(std::size_t line, const std::string& what, const std::string& hint) const {
    return input_error(fmt::format("{}:{}: {}", path_, line, what), hint);
  }

  const Framework& framework_;
  const Directives& directives_;
  const std::string& path_;
  std::size_t number_ = 0;  ///< Of the line.
  std::size_t open_ = 0;    ///< The line of what waits for its end.
  bool has_way_forward_ = false;
};

}  // namespace

bool begins_line(std::string_view line, std::string_view words) {
  std::size_t at = 0;
  for (const char c : words) {
    if (c == ' ') {
      while (at < line.size() && is_blank(line[at])) ++at;
    } else if (at == line.size() || lower(line[at++]) != lower(c)) {
      return false;
    }
  }
  return true;
}

std::optional<Error> half_written(const Framework& framework, const std::string& path,
                                  std::string_view text) {
  if (framework.directives.known.empty()) return std::nullopt;
  return Check(framework, path).run(text);
}

std::vector<std::string_view> spoken_to(std::string_view text) {
  std::vector<std::string_view> out;
  const auto lines = lines_of(text);
  for (const auto* framework : all_frameworks()) {
    const auto& directives = framework->directives;
    if (directives.known.empty()) continue;
    const auto forward = directives.known.front();
    const bool spoken = std::any_of(lines.begin(), lines.end(), [&](const auto& line) {
      const auto words = directive_in(line.text, directives);
      return words && is_same(words->substr(0, forward.size()), forward, directives.any_case);
    });
    if (spoken) out.push_back(framework->name);
  }
  return out;
}

std::vector<Span> messages_in(const Framework& framework, std::string_view text) {
  const auto& directives = framework.directives;
  std::vector<Span> out;
  if (directives.begin.empty()) return out;
  std::optional<std::size_t> begun;
  bool whole = false;  // Up to its end, whatever its lines end with.
  for (const auto& line : lines_of(text)) {
    const auto words = directive_in(line.text, directives);
    if (words && is_same(*words, directives.begin, directives.any_case)) {
      begun = line.begin;
      whole = true;
    }
    const bool ended = words && is_same(*words, directives.end, directives.any_case);
    const auto said = without_comment(line.text);
    if (!begun && !said.empty()) begun = line.begin;
    if (!begun || !(ended || (!whole && said.ends_with(';')))) continue;
    out.push_back({*begun, line.begin + line.text.size() - *begun});
    begun.reset();
    whole = false;
  }
  return out;
}

}  // namespace pgstage::source
