// For the comment on a pull request and the summary of a job: the verdict, the worst first, the
// rest folded away, and never more than a comment may hold.
#include <algorithm>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "pgstage/lint/rule.hpp"
#include "pgstage/model/utf8.hpp"
#include "pgstage/report/format.hpp"

#include "found.hpp"
#include "markdown_words.hpp"
#include "risks_text.hpp"
#include "timeline_text.hpp"

namespace pgstage::report::formats {
namespace {

// GitHub takes 65,536 characters, and none has fewer bytes.
constexpr std::size_t kMost = 65536;
// For the line that says what is missing, and for whoever writes something above all of it.
constexpr std::size_t kRoom = 1024;
constexpr std::size_t kOpen = 3;      // Findings that are not folded.
constexpr std::size_t kPictures = 3;  // Of locks.
// In bytes, before anything is escaped.
constexpr std::size_t kLongestPlace = 200;
constexpr std::size_t kLongestWords = 1000;
constexpr std::size_t kLongestSql = 8000;
constexpr std::size_t kLongestPicture = 16000;

std::string cut(std::string_view text, std::size_t most) {
  return text.size() <= most ? std::string{text} : std::string{clipped(text, most)} + "…";
}

/// By which the comment is found again. Encoded, so that no name of a folder ends it.
std::string marker(const Surroundings& around) {
  const auto part = cut(percent_encoded(around.part), kLongestPlace);
  return "<!-- pgstage lint" + (part.empty() ? "" : " " + part) + " -->\n";
}

/// What is above all else: whether somebody has to do something.
std::string verdict(const lint::Report& report, const std::vector<Found>& worst_first) {
  if (report.files.empty()) return "**pgstage: no migration is pending.**\n";
  auto counts = lint_summary(report);
  counts.pop_back();
  if (counts.front() == 'n') counts.front() = 'N';
  std::string_view says = "all clear";
  if (!worst_first.empty()) {
    switch (worst_first.front().finding->severity) {
      case Severity::Error:
        says = "not safe to deploy like this";
        break;
      case Severity::Warning:
        says = "look at this before it is deployed";
        break;
      case Severity::Notice:
        says = "nothing that has to wait";
        break;
    }
  }
  return fmt::format("**pgstage: {}.** {}.\n", says, counts);
}

std::string risks_table(const lint::Report& report) {
  const auto rows = risk_rows(report);
  if (rows.empty()) return {};
  std::string out = "\n| risk | change | where | safe way |\n| --- | --- | --- | --- |\n";
  for (const auto& row : rows) {
    out += fmt::format("| {} | {} | {} | {} |\n", to_string(row.level), plain_words(row.change),
                       code_cell(cut(row.places, kLongestPlace)), plain_words(row.way));
  }
  return out;
}

/// As few pictures as do not crowd out the findings.
std::string locks_of(const lint::Report& report) {
  constexpr Style kPlain;
  for (auto most = kPictures; most > 0; --most) {
    auto text = timeline_text(report, kPlain, most);
    if (text.empty()) return {};
    text.erase(0, text.find_first_not_of('\n'));
    if (text.size() <= kLongestPicture) return "\n**Who waits**\n\n" + fenced("text", text);
  }
  return "\nWho waits is too long a picture for here: `pgstage lint -v` draws it.\n";
}

std::string place_of(const Found& each, const Surroundings& around) {
  return fmt::format("{}:{}", cut(around.in_repository(each.path()), kLongestPlace),
                     each.begin.line);
}

/// Why is said once of a rule.
std::string body_of(const lint::Finding& finding, bool with_why) {
  auto out = fmt::format("{}\n\n", plain_words(cut(finding.message, kLongestWords)));
  if (with_why) {
    out += fmt::format("Why: {}\n\n", plain_words(lint::find_rule(finding.rule)->info.why));
  }
  if (finding.cost) {
    out += fmt::format("Size: {}\n\n", plain_words(cut(finding.cost->table.sql() + " has about " +
                                                           words(*finding.cost),
                                                       kLongestWords)));
  }
  out += fmt::format("Safe: {}\n", plain_words(cut(finding.help, kLongestWords)));
  if (!finding.rewrite) return out;
  if (finding.apart) out += "\nIn a migration of its own, without a transaction:\n";
  if (finding.rewrite->size() > kLongestSql) {
    return out + "\nThe safe SQL is too long for here: `pgstage lint` prints it.\n";
  }
  return out + "\n" + fenced("sql", *finding.rewrite);
}

std::string open_finding(const Found& each, const Surroundings& around, bool with_why) {
  return fmt::format("\n#### {}: {} in {}\n\n{}", to_string(each.finding->severity),
                     code_span(each.finding->rule), code_span(place_of(each, around)),
                     body_of(*each.finding, with_why));
}

std::string folded_finding(const Found& each, const Surroundings& around, bool with_why) {
  return fmt::format(
      "\n<details><summary>{}: <code>{}</code> in <code>{}</code></summary>\n\n{}\n</details>\n",
      to_string(each.finding->severity), html_words(each.finding->rule),
      html_words(place_of(each, around)), body_of(*each.finding, with_why));
}

std::string tail_of(const Surroundings& around) {
  constexpr std::string_view kCommands =
      "`pgstage explain RULE` tells more of a rule, `pgstage plan` writes the safe steps.";
  return fmt::format("\n<sub>PostgreSQL {}; {}</sub>\n", around.version.major, kCommands);
}

void write(std::ostream& out, const lint::Report& report, const Surroundings& around) {
  const auto all = worst_first(report);
  out << marker(around);
  const auto head = verdict(report, all) + risks_table(report);
  if (all.empty()) {
    out << head;
    return;
  }
  const auto locks = locks_of(report);
  const auto tail = tail_of(around);
  const auto taken = marker(around).size() + head.size() + locks.size() + tail.size() + kRoom;
  std::size_t left = kMost - std::min(taken, kMost);
  std::string open;
  std::string folded;
  std::set<std::string_view> explained;
  std::size_t told = 0;
  for (; told < all.size(); ++told) {
    const bool with_why = explained.insert(all[told].finding->rule).second;
    const auto text = told < kOpen ? open_finding(all[told], around, with_why)
                                   : folded_finding(all[told], around, with_why);
    if (text.size() > left) break;
    left -= text.size();
    (told < kOpen ? open : folded) += text;
  }
  out << head << open << locks << folded;
  if (told < all.size()) {
    out << fmt::format("\n{} more, the least grave, {} left out here: `pgstage lint` tells all.\n",
                       all.size() - told, all.size() - told == 1 ? "is" : "are");
  }
  out << tail;
}

}  // namespace

extern const Format markdown = {.name = "markdown", .write = write};

}  // namespace pgstage::report::formats
