#include <deque>
#include <set>
#include <sstream>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "pgstage/lint/rule.hpp"
#include "pgstage/report/format.hpp"

#include "support/project.hpp"

namespace pgstage::report {
namespace {

/// A report of files that hold a comment of a thousand lines, and findings in them.
class Made {
 public:
  lint::JudgedFile& file(const std::string& path) {
    auto& script = scripts_.emplace_back(sql::Script::parse("-- 🐘\n" + std::string(1000, '\n')));
    report_.files.push_back({{.path = path, .script = &script}, {}, 0});
    return report_.files.back();
  }
  /// On a line of its own.
  static lint::Finding& add(lint::JudgedFile& file, Severity severity, const std::string& message,
                            const std::string& rule = "drop-table") {
    const auto number = file.findings.size();
    file.findings.push_back({.rule = lint::find_rule(rule)->info.id,
                             .severity = severity,
                             .span = {8 + number % 1000, 0},
                             .message = message,
                             .help = "Do it otherwise.",
                             .fingerprint = fmt::format("{:016x}", number)});
    return file.findings.back();
  }
  std::string as(std::string_view format) const {
    std::ostringstream out;
    const auto same = [](std::string_view path) { return std::string{path}; };
    const auto printer = printer_of(format, out, {.in_repository = same, .in_project = same});
    printer->finish(report_);
    return out.str();
  }

 private:
  std::deque<sql::Script> scripts_;
  lint::Report report_;
};

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

const std::vector<std::string> kOfReports = {"gcc",    "github", "gitlab",  "junit",
                                             "rdjson", "sarif",  "markdown"};

}  // namespace

TEST_CASE("a format is a file, and people come first") {
  std::set<std::string> names;
  for (const auto& file : tests::files_below("src/report/formats")) {
    names.insert(std::filesystem::path{file}.stem().string());
  }
  const auto formats = format_names();
  CHECK(std::set(formats.begin(), formats.end()) == names);
  CHECK(formats.front() == "human");
}

TEST_CASE("every format tells of a finding that has no statement") {
  Made made;
  Made::add(made.file("empty.sql"), Severity::Warning, "the migration is gone",
            "migration-removed");
  for (const auto& format : kOfReports) {
    CAPTURE(format);
    const auto text = made.as(format);
    CHECK(text.find("the migration is gone") != std::string::npos);
    CHECK(text.find("migration-removed") != std::string::npos);
  }
}

TEST_CASE("names and texts that are no UTF-8 make no format unreadable") {
  Made made;
  Made::add(made.file("a\xff.sql"), Severity::Error, "table \"\xc3\x01\"").rewrite = "x\xff";
  for (const auto& format : kOfReports) {
    CAPTURE(format);
    const auto text = made.as(format);
    if (format != "gcc") CHECK(text.find('\xff') == std::string::npos);
    CHECK(text.find('\x01') == std::string::npos);
  }
}

TEST_CASE("GitHub is given ten of each level, the worst of all files, and one line for the rest") {
  Made made;
  for (const auto* path : {"a.sql", "b.sql"}) {
    auto& file = made.file(path);
    for (int i = 0; i < 8; ++i) Made::add(file, Severity::Notice, "a notice");
    for (int i = 0; i < 8; ++i) Made::add(file, Severity::Error, "an error");
  }
  const auto text = made.as("github");
  CHECK(count(text, "::error file=") == 10);
  // With the last line there are ten.
  CHECK(count(text, "::notice file=") == 9);
  CHECK(text.rfind("::error file=") < text.find("::notice file="));
  CHECK(text.ends_with("\n::notice title=pgstage::13 more, of 16 errors, 16 notices in 2 files\n"));
}

TEST_CASE("GitHub is told of columns only within one line") {
  Made made;
  auto& file = made.file("a.sql");
  Made::add(file, Severity::Error, "one").span = {3, 4};
  Made::add(file, Severity::Error, "two").span = {3, 5};
  const auto text = made.as("github");
  CHECK(text.find("line=1,endLine=1,col=4,endColumn=5,title") != std::string::npos);
  CHECK(text.find("line=1,endLine=2,title") != std::string::npos);
}

TEST_CASE("GitLab tells findings apart by their fingerprints, also where ours are the same") {
  Made made;
  for (const auto* path : {"a.sql", "b.sql", "b.sql"}) {
    auto& file = made.file(path);
    for (int i = 0; i < 3; ++i) Made::add(file, Severity::Error, "an error").fingerprint = "0";
  }
  const auto text = made.as("gitlab");
  std::set<std::string> fingerprints;
  for (const auto& line : tests::lines_of(text)) {
    if (line.find("\"fingerprint\"") != std::string::npos) fingerprints.insert(line);
  }
  CHECK(fingerprints.size() == 9);
}

TEST_CASE("a notice fails no test, and a clean file passes one") {
  Made made;
  Made::add(made.file("a.sql"), Severity::Notice, "a notice");
  made.file("b.sql");
  const auto text = made.as("junit");
  CHECK(count(text, "<testsuite ") == 2);
  CHECK(count(text, "<testcase ") == 2);
  CHECK(count(text, "<failure") == 0);
  CHECK(text.find("<testsuites name=\"pgstage\" tests=\"2\" failures=\"0\"") != std::string::npos);
}

TEST_CASE("a run without migrations passes a test, too") {
  const auto text = Made().as("junit");
  CHECK(count(text, "tests=\"1\" failures=\"0\"") == 2);
  CHECK(count(text, "<testcase name=\"no migration is pending\"") == 1);
}

TEST_CASE("XML has no characters that it may not have") {
  Made made;
  Made::add(made.file("a.sql"), Severity::Error, "a\x1b\uFFFE\uFFFF\r\n<&>\"z");
  const auto text = made.as("junit");
  CHECK(text.find("a\uFFFD\uFFFD\uFFFD&#13;&#10;&#60;&#38;&#62;&#34;z") != std::string::npos);
}

TEST_CASE("SARIF has no more results than GitHub takes, the worst first") {
  Made made;
  auto& file = made.file("a.sql");
  for (int i = 0; i < 25001; ++i) Made::add(file, Severity::Warning, "a warning");
  Made::add(file, Severity::Error, "an error");
  const auto text = made.as("sarif");
  CHECK(count(text, "\"ruleId\"") == 25000);
  CHECK(text.find("an error") < text.find("a warning"));
  CHECK(text.find("2 of the least grave findings were left out") != std::string::npos);
}

TEST_CASE("a rule has no more tags in SARIF than GitHub takes") {
  Made made;
  auto& file = made.file("a.sql");
  for (const auto* rule : lint::all_rules()) {
    Made::add(file, Severity::Error, "an error", std::string{rule->info.id});
  }
  bool within = false;
  std::size_t tags = 0;
  std::size_t rules = 0;
  for (const auto& line : tests::lines_of(made.as("sarif"))) {
    if (within && line.find(']') != std::string::npos) within = false;
    if (within) CHECK(++tags <= 20);
    if (line.find("\"tags\"") == std::string::npos) continue;
    within = true;
    tags = 0;
    ++rules;
  }
  CHECK(rules == lint::all_rules().size());
}

TEST_CASE("a comment is never longer than GitHub takes, and says what it leaves out") {
  Made made;
  const std::string text(5000, '`');
  auto& file = made.file(std::string(300, '|') + ".sql");
  Made::add(file, Severity::Error, "the worst").rewrite = "SELECT 1";
  for (int i = 0; i < 5000; ++i) Made::add(file, Severity::Warning, "warning " + text);
  file.findings[7].rewrite = std::string(70000, 'x');
  file.findings[8].rewrite = text;
  for (int i = 0; i < 3; ++i) Made::add(file, Severity::Notice, "the least");
  const auto comment = made.as("markdown");
  CHECK(comment.size() <= 65536);
  CHECK(comment.size() > 40000);
  CHECK(comment.find("the worst") != std::string::npos);
  CHECK(comment.find("the least\n") == std::string::npos);
  const auto told = count(comment, "#### ") + count(comment, "<details>");
  CHECK(comment.find(fmt::format("{} more, the least grave, are left out here", 5004 - told)) !=
        std::string::npos);
  CHECK(count(comment, "<details>") == count(comment, "\n</details>"));
}

TEST_CASE("a comment says of each rule once why") {
  Made made;
  auto& file = made.file("a.sql");
  for (int i = 0; i < 5; ++i) Made::add(file, Severity::Error, "an error");
  Made::add(file, Severity::Error, "another", "rename-column");
  const auto comment = made.as("markdown");
  CHECK(count(comment, "\nWhy: ") == 2);
  CHECK(count(comment, "\nSafe: ") == 6);
}

TEST_CASE("a comment begins with what it is found by, and is short when there is nothing to say") {
  Made made;
  CHECK(made.as("markdown") == "<!-- pgstage lint -->\n**pgstage: no migration is pending.**\n");
  made.file("a.sql").suppressed = 2;
  CHECK(made.as("markdown") ==
        "<!-- pgstage lint -->\n**pgstage: all clear.** Nothing to say in 1 file (2 "
        "ignored).\n");
}

TEST_CASE("a message in a comment is no markup, no tag and no mention") {
  const std::pair<std::string, std::string> words[] = {
      {"a *b* `c` [d](e) ~f~ #1 $g$", "a \\*b\\* \\`c\\` \\[d\\](e) \\~f\\~ \\#1 \\$g\\$"},
      {"<b>&amp;</b>\n<!--", "&lt;b&gt;&amp;amp;&lt;/b&gt; &lt;!--"},
      {"a|b \\|", "a\\|b \\\\\\|"},
      {"@team", "@\u200Bteam"},
      {"snake_case_name _a_", "snake_case_name \\_a\\_"}};
  for (const auto& [message, written] : words) {
    Made made;
    Made::add(made.file("a.sql"), Severity::Error, message);
    CHECK(made.as("markdown").find("\n\n" + written + "\n\nWhy") != std::string::npos);
  }
}

TEST_CASE("code in a comment ends where its text does") {
  const std::pair<std::string, std::string> paths[] = {
      {"a|b", "`a|b:2`"}, {"a`b``c", "```a`b``c:2```"}, {"`a", "`` `a:2 ``"}, {"a\nb", "`a b:2`"}};
  for (const auto& [path, written] : paths) {
    Made made;
    Made::add(made.file(path), Severity::Error, "an error").rewrite = "SELECT '\n````\n'";
    const auto comment = made.as("markdown");
    CHECK(comment.find(" in " + written + "\n\n") != std::string::npos);
    CHECK(comment.find("\n`````sql\nSELECT '\n````\n'\n`````\n") != std::string::npos);
  }
}

TEST_CASE("what is folded away in a comment has no tags of strangers") {
  Made made;
  auto& file = made.file("</summary>&\"@x.sql");
  for (int i = 0; i < 4; ++i) Made::add(file, Severity::Error, "an error");
  CHECK(made.as("markdown").find("<code>&lt;/summary&gt;&amp;&quot;@\u200Bx.sql:5</code>") !=
        std::string::npos);
}

}  // namespace pgstage::report
