// For whatever shows test results: a suite a file, a case a finding.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/utf8.hpp"
#include "pgstage/report/format.hpp"

#include "found.hpp"

namespace pgstage::report::formats {
namespace {

/// As the value of an attribute, where line ends would become blanks. What XML 1.0 has no place
/// for, in whatever form, becomes U+FFFD.
std::string escaped(std::string_view text) {
  const auto sound = with_replacements(text);
  std::string out;
  for (std::string_view rest = sound; !rest.empty(); rest.remove_prefix(1)) {
    const char c = rest.front();
    const bool blank = c == '\t' || c == '\n' || c == '\r';
    if (blank || c == '&' || c == '<' || c == '>' || c == '"') {
      out += fmt::format("&#{};", static_cast<int>(c));
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\uFFFD";
    } else if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
      out += "\uFFFD";
      rest.remove_prefix(2);
    } else {
      out += c;
    }
  }
  return out;
}

/// What was found, for people.
std::string text_of(const Found& each, const std::string& path) {
  const auto& finding = *each.finding;
  auto out = fmt::format("{}:{}:{}: {}: {}\nsafe: {}\n", path, each.begin.line, each.begin.column,
                         to_string(finding.severity), finding.message, finding.help);
  if (finding.rewrite) out += *finding.rewrite + "\n";
  return out;
}

bool fails(const Found& each) { return each.finding->severity != Severity::Notice; }

std::string case_head(std::string_view name, std::string_view path) {
  return fmt::format(R"(    <testcase name="{}" classname="{}" time="0")", escaped(name),
                     escaped(path));
}

/// A notice fails no run, and so no test.
std::string case_of(const Found& each, const std::string& path) {
  const auto& finding = *each.finding;
  auto out =
      case_head(fmt::format("{}:{}:{}", finding.rule, each.begin.line, each.begin.column), path);
  const auto text = escaped(text_of(each, path));
  out += fmt::format(" file=\"{}\" line=\"{}\">\n", escaped(path), each.begin.line);
  if (fails(each)) {
    out += fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                       escaped(finding.rule), escaped(finding.message), text);
  } else {
    out += fmt::format("      <system-out>{}</system-out>\n", text);
  }
  return out + "    </testcase>\n";
}

std::string counts(std::size_t tests, std::size_t failures) {
  return fmt::format(R"(tests="{}" failures="{}" errors="0" time="0")", tests, failures);
}

void write(std::ostream& out, const lint::Report& report, const Surroundings& around) {
  const auto all = findings_of(report);
  const auto failures = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), fails));
  const auto clean = static_cast<std::size_t>(
      std::count_if(report.files.begin(), report.files.end(),
                    [](const auto& file) { return file.findings.empty(); }));
  const bool nothing = report.files.empty();
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      << fmt::format("<testsuites name=\"pgstage\" {}>\n",
                     counts(nothing ? 1 : all.size() + clean, failures));
  for (auto begin = all.begin(); const auto& file : report.files) {
    const auto end = begin + static_cast<std::ptrdiff_t>(file.findings.size());
    const auto path = around.in_repository(file.input.path);
    const auto failed = static_cast<std::size_t>(std::count_if(begin, end, fails));
    out << fmt::format("  <testsuite name=\"{}\" {} skipped=\"0\">\n", escaped(path),
                       counts(std::max<std::size_t>(file.findings.size(), 1), failed));
    if (begin == end) {
      out << case_head("nothing found", path) << fmt::format(" file=\"{}\"/>\n", escaped(path));
    }
    for (; begin != end; ++begin) out << case_of(*begin, path);
    out << "  </testsuite>\n";
  }
  // A report without a test is taken for a test that was not run.
  if (nothing) {
    out << fmt::format("  <testsuite name=\"pgstage\" {} skipped=\"0\">\n", counts(1, 0))
        << case_head("no migration is pending", "pgstage") << "/>\n  </testsuite>\n";
  }
  out << "</testsuites>\n";
}

}  // namespace

extern const Format junit = {.name = "junit", .write = write};

}  // namespace pgstage::report::formats
