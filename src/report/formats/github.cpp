// For GitHub: workflow commands that the runner makes annotations of.
#include <map>

#include <fmt/format.h>

#include "pgstage/model/utf8.hpp"
#include "pgstage/report/format.hpp"
#include "pgstage/report/visible.hpp"

#include "found.hpp"

namespace pgstage::report::formats {
namespace {

// No more annotations of one level are shown of a step.
constexpr std::size_t kMostOfLevel = 10;
// SQL beyond it is no advice that a person reads in an annotation.
constexpr std::size_t kLongestRewrite = 2000;

/// What would end a message, or a property.
std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return visible(with_replacements(out));
}
std::string message(std::string_view text) { return escaped(text, "%\r\n"); }
std::string property(std::string_view text) { return escaped(text, "%\r\n:,"); }

/// Columns are taken only of a place within one line.
std::string place_of(const Found& each) {
  auto out = fmt::format("line={},endLine={}", each.begin.line, each.end.line);
  if (each.begin.line == each.end.line) {
    out += fmt::format(",col={},endColumn={}", each.begin.column, each.end.column);
  }
  return out;
}

std::string words_of(const lint::Finding& finding) {
  auto out = finding.message + "\n\n" + finding.help;
  if (finding.rewrite && finding.rewrite->size() <= kLongestRewrite) {
    out += finding.apart ? "\n\nIn a migration of its own, without a transaction:" : "";
    out += "\n\n" + *finding.rewrite;
  }
  return out;
}

std::string annotation(const Found& each, const Surroundings& around) {
  return fmt::format("::{} file={},{},title={}::{}\n", to_string(each.finding->severity),
                     property(around.in_repository(each.path())), place_of(each),
                     property(each.finding->rule), message(words_of(*each.finding)));
}

void write(std::ostream& out, const lint::Report& report, const Surroundings& around) {
  const auto all = worst_first(report);
  std::map<Severity, std::size_t> count;
  for (const auto& each : all) ++count[each.finding->severity];
  auto most = std::map<Severity, std::size_t>{{Severity::Error, kMostOfLevel},
                                              {Severity::Warning, kMostOfLevel},
                                              {Severity::Notice, kMostOfLevel}};
  std::size_t left = 0;
  for (const auto& [severity, number] : count) left += number - std::min(number, most[severity]);
  // What sums up is a notice as well, and has to be among those that are shown.
  if (left > 0) --most[Severity::Notice];
  left = 0;
  for (const auto& each : all) {
    auto& room = most[each.finding->severity];
    if (room == 0) {
      ++left;
      continue;
    }
    --room;
    out << annotation(each, around);
  }
  if (left > 0)
    out << fmt::format("::notice title=pgstage::{} more, of {}", left, lint_summary(report));
}

}  // namespace

extern const Format github = {.name = "github", .write = write};

}  // namespace pgstage::report::formats
