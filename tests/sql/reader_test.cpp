#include "pgstage/sql/reader.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace pgstage;
using sql::Reader;
using sql::Script;

namespace {

std::string many_statements(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += "DROP TABLE t" + std::to_string(i) + ";\n";
  return out;
}

/// The tables of the DROPs of one script.
std::vector<std::string> dropped(Reader& reader) {
  std::vector<std::string> out;
  for (auto some = reader.next(); !some.empty(); some = reader.next()) {
    for (const auto& [statement, view] : some) {
      const auto* drop = std::get_if<sql::Drop>(&view);
      out.emplace_back(drop == nullptr ? "" : drop->names.at(0).name);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a reader goes through its scripts in their order, empty ones too") {
  auto a = Script::unread("DROP TABLE a; DROP TABLE b");
  auto nothing = Script::unread("-- nothing");
  auto c = Script::parse("DROP TABLE c");
  auto d = Script::unread("DROP TABLE d");
  Reader reader({&a, &nothing, &c, &d});
  CHECK(dropped(reader) == std::vector<std::string>{"a", "b"});
  CHECK(dropped(reader).empty());
  CHECK(dropped(reader) == std::vector<std::string>{"c"});
  CHECK(dropped(reader) == std::vector<std::string>{"d"});
  CHECK(reader.next().empty());
}

TEST_CASE("what is read block by block is what is read as a whole") {
  const auto text = many_statements(10'000) + "SELEC;\n" + many_statements(10'000) + "\\echo end\n";
  const auto whole = Script::parse(text);
  auto script = Script::unread(text);
  Reader reader({&script});
  const auto names = dropped(reader);
  REQUIRE(names.size() == 20'001);
  CHECK(names[9'999] == "t9999");
  CHECK(names[10'000].empty());
  CHECK(names[10'001] == "t0");
  CHECK(script.skipped().size() == 1);
  REQUIRE(script.statements().size() == whole.statements().size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    REQUIRE(script.statements()[i].span() == whole.statements()[i].span());
    REQUIRE(script.statements()[i].kind() == whole.statements()[i].kind());
  }
}

TEST_CASE("of a script that was passed statements and problems are known, but not what they say") {
  auto script = Script::unread("DROP TABLE a; SELEC");
  Reader reader({&script});
  CHECK(dropped(reader).size() == 2);
  REQUIRE(script.statements().size() == 2);
  CHECK(script.statements()[0].kind() == "DROP TABLE");
  CHECK(std::holds_alternative<sql::Other>(script.statements()[0].view()));
  REQUIRE(script.statements()[1].problem() != nullptr);
  CHECK(script.statements()[1].problem()->message == "syntax error at or near \"SELEC\"");
}

TEST_CASE("a script that was passed can be read again") {
  auto script = Script::unread("DROP TABLE a");
  for (int i = 0; i < 2; ++i) {
    Reader reader({&script});
    CHECK(dropped(reader) == std::vector<std::string>{"a"});
    CHECK(script.statements().size() == 1);
  }
}

TEST_CASE("a script of several statements begins with several, however long the first is") {
  auto script = Script::unread("SELECT '" + std::string(1'000'000, 'x') + "'; DROP TABLE a;");
  Reader reader({&script});
  CHECK(reader.next().size() == 2);
}

TEST_CASE("a reader may be left at any time") {
  auto script = Script::unread(many_statements(100'000));
  { const Reader unused({&script}); }
  Reader reader({&script});
  CHECK(!reader.next().empty());
}
