// Statements that a framework sends together, though it begins no transaction.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "pgstage/lint/engine.hpp"

namespace pgstage::lint {
namespace {

constexpr std::string_view kBuild = "CREATE INDEX CONCURRENTLY orders_idx ON orders (id);\n";

/// The lines on which a CONCURRENTLY is said to stand in a transaction, of a script whose parts of
/// these lengths are one message each.
std::vector<std::size_t> refused_in(const std::string& text,
                                    const std::vector<std::size_t>& parts) {
  auto script = sql::Script::unread(text);
  Input input{.path = "a.sql", .migration = "a", .script = &script};
  for (std::size_t begin = 0; const auto length : parts) {
    input.messages.push_back({begin, length});
    begin += length;
  }
  const Run run{.earlier = {}, .batches = {{input}}};
  std::vector<std::size_t> out;
  for (const auto& file : judge(run, catalog::Catalog{}, Options{}).files) {
    for (const auto& each : file.findings) {
      if (each.rule != "concurrently-in-transaction") continue;
      out.push_back(script.lines().position(each.span.offset).line);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("what shares a message with others is in a transaction, and what has one alone is not") {
  const std::string build{kBuild};
  const std::string set = "SET lock_timeout = '2s';\n";
  using Lines = std::vector<std::size_t>;
  CHECK(refused_in(set + build, {}).empty());
  CHECK(refused_in(set + build, {set.size(), build.size()}).empty());
  CHECK(refused_in(set + build, {set.size() + build.size()}) == Lines{2});
  CHECK(refused_in(set + build + build, {set.size() + build.size(), build.size()}) == Lines{2});
  CHECK(refused_in(build + set + build, {build.size(), set.size() + build.size()}) == Lines{3});
}

TEST_CASE("a message within a transaction that was begun before ends nothing") {
  const std::string build{kBuild};
  const std::string begin = "BEGIN;\n";
  const std::string both = "SELECT 1;\nSELECT 2;\n";
  CHECK(refused_in(begin + both + build, {begin.size(), both.size(), build.size()}) ==
        std::vector<std::size_t>{4});
}

}  // namespace pgstage::lint
