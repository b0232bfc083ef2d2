#include <doctest/doctest.h>

#include "pgstage/config/settings.hpp"

namespace pgstage::config {
namespace {

std::vector<Setting> settings(std::string_view toml, std::string_view command = "lint",
                              const std::string& path = "pgstage.toml") {
  auto read = from_file(toml, path, command);
  if (!read) FAIL(read.error().message);
  return read->general;
}

std::vector<PathSettings> paths(std::string_view toml, std::string_view command = "lint") {
  auto read = from_file(toml, "pgstage.toml", command);
  if (!read) FAIL(read.error().message);
  return read->paths;
}

Error refused(std::string_view toml) {
  const auto read = from_file(toml, "pgstage.toml", "lint");
  REQUIRE_MESSAGE(!read, toml);
  CHECK(read.error().kind == ErrorKind::Input);
  CHECK_MESSAGE(!read.error().hint.empty(), toml);
  return read.error();
}

}  // namespace

TEST_CASE("an empty file says nothing") { CHECK(settings("# later\n").empty()); }

TEST_CASE("a key is an option, and says where it stands") {
  const std::vector<Setting> expected{{"pg-version", {"16"}, "pgstage.toml:2:1: pg-version"}};
  CHECK(settings("# ours\npg-version = 16\n") == expected);
}

TEST_CASE("a key counts only for the commands that have the option") {
  CHECK(settings("fail-level = 'error'", "plan").empty());
  CHECK(settings("fail-level = 'error'", "lint").size() == 1);
}

TEST_CASE("a command's own table wins over the top of the file") {
  const std::string_view toml = "lock-timeout = '1s'\n[lint]\nlock-timeout = '5s'\n";
  CHECK(settings(toml, "lint").front().values.front() == "5s");
  CHECK(settings(toml, "lint").size() == 1);
  CHECK(settings(toml, "apply").front().values.front() == "1s");
}

TEST_CASE("a switch that is off is as good as not there") {
  CHECK(settings("quiet = false").empty());
  CHECK(settings("quiet = true").front().values.empty());
}

TEST_CASE("a list, and one text, are both taken where several may be given") {
  CHECK(settings("format = ['human', 'json']").front().values.size() == 2);
  CHECK(settings("format = 'json'").front().values.size() == 1);
}

TEST_CASE("a relative path is relative to the file") {
  const auto at = [](std::string_view toml, const std::string& path) {
    return settings(toml, "lint", path).front().values.front();
  };
  CHECK(at("schema = 'db/schema.sql'", "pgstage.toml") == "db/schema.sql");
  CHECK(at("schema = 'db/schema.sql'", "../pgstage.toml") == "../db/schema.sql");
  CHECK(at("schema = '../schema.sql'", "a/b/pgstage.toml") == "a/schema.sql");
  CHECK(at("schema = '/srv/schema.sql'", "a/pgstage.toml") == "/srv/schema.sql");
}

TEST_CASE("the table of rules gives each its level") {
  const std::vector<Setting> expected{{"rule", {"drop-table=off"}, "pgstage.toml:2:1"},
                                      {"rule", {"rename-table=error"}, "pgstage.toml:3:1"}};
  const std::string_view toml = "[rules]\ndrop-table = 'off'\nrename-table = 'error'\n";
  CHECK(settings(toml) == expected);
  CHECK(settings(toml, "plan").empty());
}

TEST_CASE("a table of paths says for its files what the table of rules says for all") {
  const auto read = paths(
      "[[paths]]\nmatch = 'db/legacy/**'\nenable = 'design'\n"
      "rules = { drop-table = 'off', lock = 'notice', x = { columns = 4 } }\n"
      "[[paths]]\nmatch = ['a.sql', 'b.sql']\n[paths.rules]\ndrop-table = 'error'\n");
  REQUIRE(read.size() == 2);
  CHECK(read[0].match.size() == 1);
  CHECK(read[0].match[0].matches("db/legacy/a.sql"));
  const std::vector<Setting> first{{"enable", {"design"}, "pgstage.toml:3:1: enable"},
                                   {"rule", {"drop-table=off"}, "pgstage.toml:4:11"},
                                   {"rule", {"lock=notice"}, "pgstage.toml:4:31"},
                                   {"parameter", {"x.columns=4"}, "pgstage.toml:4:54"}};
  CHECK(read[0].settings == first);
  CHECK(read[1].match.size() == 2);
  CHECK(read[1].settings.front().values.front() == "drop-table=error");
}

TEST_CASE("a table of paths says nothing to a command without rules") {
  const std::string_view toml =
      "[[paths]]\nmatch = 'a'\nenable = 'design'\nrules = { drop-table = 'off' }\n";
  CHECK(paths(toml, "plan").front().settings.empty());
}

TEST_CASE("what is wrong is named with its place and the way out") {
  struct Wrong {
    std::string_view toml;
    std::string_view message;
    std::string_view hint;
  };
  const Wrong cases[] = {
      {"pg-verson = 16", "pgstage.toml:1:1: there is no key \"pg-verson\"",
       "Did you mean \"pg-version\"?"},
      {"[lnt]\nquiet = true", "pgstage.toml:1:2: there is no key \"lnt\"",
       "Did you mean \"lint\"?"},
      {"[plan]\nfail-level = 'error'",
       "pgstage.toml:2:1: fail-level is no option of \"pgstage plan\"", "It is one of: lint."},
      {"\npg-version = '16'", "pgstage.toml:2:14: pg-version cannot be text",
       "Use a whole number from 11 to 18."},
      {"pg-version = 9", "pgstage.toml:1:14: pg-version cannot be \"9\"",
       "Use a whole number from 11 to 18."},
      {"quiet = 'yes'", "pgstage.toml:1:9: quiet cannot be text", "Use true or false."},
      {"fail-level = 'fatal'", "pgstage.toml:1:14: fail-level cannot be \"fatal\"",
       "Use error, warning, notice or none."},
      {"format = ['json', 3]", "pgstage.toml:1:19: format cannot be a number",
       "Use text or a list of texts."},
      {"lock-timeout = 1979-05-27", "pgstage.toml:1:16: lock-timeout cannot be a date or a time",
       "Use a time such as 200ms or 5s."},
      {"rules = 'off'", "pgstage.toml:1:1: rules cannot be text", "Write it as a table: [rules]."},
      {"paths = 'a'", "pgstage.toml:1:1: paths cannot be text", "Write it as a table: [[paths]]."},
      {"[paths]\nmatch = 'a'", "pgstage.toml:1:2: paths cannot be a table",
       "Write it as a table: [[paths]]."},
      {"[[paths]]\nmath = 'a'", "pgstage.toml:2:1: there is no key \"math\" for paths",
       "Did you mean \"match\"?"},
      {"[[paths]]\nmatch = 'a'\nfail-level = 'error'",
       "pgstage.toml:3:1: there is no key \"fail-level\" for paths",
       "Keys are match, rules and enable."},
      {"[[paths]]\nmatch = 'a'\ndisable = ['lock']",
       "pgstage.toml:3:1: disable cannot be set in a file",
       "Turn it off in the table of rules: NAME = \"off\"."},
      {"[[paths]]\nenable = 'design'", "pgstage.toml:1:1: this table of paths matches nothing",
       "Say which files it is for: match = \"db/legacy/**\"."},
      {"[[paths]]\nmatch = '../a'", "pgstage.toml:2:9: match cannot be \"../a\"",
       "Write a path from the folder of this file downwards, as in db/legacy/**."},
      {"[[paths]]\nmatch = ''", "pgstage.toml:2:9: match cannot be \"\"",
       "Write a path from the folder of this file downwards, as in db/legacy/**."},
      {"[[paths]]\nmatch = ['a', 3]", "pgstage.toml:2:15: match cannot be a number",
       "Use text or a list of texts."},
      {"[[paths]]\nmatch = []", "pgstage.toml:1:1: this table of paths matches nothing",
       "Say which files it is for: match = \"db/legacy/**\"."},
      {"[[paths]]\nmatch = 'a'\nrules = 'off'", "pgstage.toml:3:1: rules cannot be text",
       "Write it as a table: [rules]."},
      {"[[paths]]\nmatch = 'a'\nrules = { drop-table = 'of' }",
       "pgstage.toml:3:11: drop-table cannot be \"of\"", "Use off, notice, warning or error."},
      {"[rules]\ndrop-table = false", "pgstage.toml:2:14: drop-table cannot be true or false",
       "Use off, notice, warning or error, in quotes."},
      {"[rules]\ndrop-table = 'fatal'", "pgstage.toml:2:1: drop-table cannot be \"fatal\"",
       "Use off, notice, warning or error."},
  };
  for (const auto& each : cases) {
    const auto error = refused(each.toml);
    CHECK(error.message == each.message);
    CHECK(error.hint == each.hint);
  }
}

TEST_CASE("a key of a table that another command reads is checked all the same") {
  CHECK(refused("[prove]\npg-ben = 'x'").message == "pgstage.toml:2:1: there is no key \"pg-ben\"");
}

TEST_CASE("a file that is no TOML is answered with the line and the column") {
  CHECK(refused("pg-version = 16\nschema = \"a").message.starts_with("pgstage.toml:2:"));
  CHECK(refused("[lint\n").message.starts_with("pgstage.toml:1:"));
  CHECK(refused("quiet = true\nquiet = true\n").message.starts_with("pgstage.toml:2:"));
  CHECK(refused("schema = \"\xff\"").message.starts_with("pgstage.toml:1:"));
}

TEST_CASE("a file holds no database and writes no file") {
  const auto url = refused("database-url = 'postgresql://ann:secret@db/app'");
  CHECK(url.message == "pgstage.toml:1:1: database-url cannot be set in a file");
  CHECK(url.hint.find("DATABASE_URL") != std::string::npos);
  CHECK(url.hint.find("secret") == std::string::npos);
  CHECK(refused("format = 'json=/etc/motd'").message ==
        "pgstage.toml:1:10: format cannot name a file to write");
  CHECK(refused("[apply]\nauto-approve = true").message ==
        "pgstage.toml:2:1: auto-approve cannot be set in a file");
}

}  // namespace pgstage::config
