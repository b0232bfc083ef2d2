#include <deque>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "pgstage/lint/engine.hpp"

using namespace pgstage;

namespace {

/// Writes down what it is told.
struct Diary : lint::Listener {
  void file_begins(const lint::Input& file) override { lines.push_back("begin " + file.path); }
  void statement(std::size_t index, const sql::Statement& statement,
                 const effects::Effects& effects) override {
    CHECK(statement.kind() == effects.kind);
    lines.push_back(std::to_string(index) + " " + std::string{effects.kind});
  }
  void file_ends(const lint::JudgedFile& file) override {
    lines.push_back("end " + file.input.path + ", " + std::to_string(file.findings.size()));
  }

  std::vector<std::string> lines;
};

struct Refusal : Diary {
  void statement(std::size_t, const sql::Statement&, const effects::Effects&) override {
    throw std::runtime_error("no more");
  }
};

struct Deploy {
  explicit Deploy(const std::vector<std::string>& texts) {
    for (const auto& text : texts) {
      auto& script = scripts.emplace_back(sql::Script::unread(text));
      run.batches.push_back({{.path = std::to_string(scripts.size()), .script = &script}});
    }
  }

  void judge(lint::Listener& one, lint::Listener& other) const {
    lint::Listener* const listeners[] = {&one, &other};
    lint::judge(run, catalog::Catalog{}, {}, listeners);
  }

  std::deque<sql::Script> scripts;
  lint::Run run;
};

}  // namespace

TEST_CASE("each listener is told of every file and statement in its order") {
  std::string many;
  for (int i = 0; i < 5'000; ++i) many += "SELECT 1;\n";
  Diary one;
  Diary other;
  Deploy({"CREATE TABLE a (); DROP TABLE b", "", many}).judge(one, other);
  CHECK(one.lines == other.lines);
  REQUIRE(one.lines.size() == 6 + 2 + 5'000);
  CHECK(one.lines[0] == "begin 1");
  CHECK(one.lines[1] == "0 CREATE TABLE");
  CHECK(one.lines[2] == "1 DROP TABLE");
  CHECK(one.lines[4] == "begin 2");
  CHECK(one.lines[5] == "end 2, 0");
  CHECK(one.lines[7] == "0 SELECT");
  CHECK(one.lines[5'006] == "4999 SELECT");
  CHECK(one.lines.back() == "end 3, 0");
}

TEST_CASE("what a listener throws reaches who judges") {
  Diary one;
  Refusal other;
  CHECK_THROWS_WITH(Deploy({"SELECT 1", "SELECT 2"}).judge(one, other), "no more");
}
