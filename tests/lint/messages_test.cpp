// Statements that a framework sends together, though it begins no transaction.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "pgstage/lint/engine.hpp"

namespace pgstage::lint {
namespace {

constexpr std::string_view kBuild = "CREATE INDEX CONCURRENTLY orders_idx ON orders (id);\n";

using Lines = std::vector<std::size_t>;

/// Parts of these lengths, one behind the other.
std::vector<Span> parts_of(const std::vector<std::size_t>& lengths) {
  std::vector<Span> out;
  for (std::size_t begin = 0; const auto length : lengths) {
    out.push_back({begin, length});
    begin += length;
  }
  return out;
}

/// The lines on which the rule has something to say.
Lines found_in(Input input, const std::string& text, std::string_view rule) {
  auto script = sql::Script::unread(text);
  input.path = "a.sql";
  input.migration = "a";
  input.script = &script;
  const Run run{.earlier = {}, .batches = {{input}}};
  Lines out;
  for (const auto& file : judge(run, catalog::Catalog{}, Options{}).files) {
    for (const auto& each : file.findings) {
      if (each.rule != rule) continue;
      out.push_back(script.lines().position(each.span.offset).line);
    }
  }
  return out;
}

/// Where a CONCURRENTLY is said to stand in a transaction.
Lines refused_in(Input input, const std::string& text) {
  return found_in(std::move(input), text, "concurrently-in-transaction");
}

Lines refused_in(const std::string& text, const std::vector<std::size_t>& messages) {
  Input input;
  input.messages = parts_of(messages);
  return refused_in(std::move(input), text);
}

}  // namespace

TEST_CASE("what shares a message with others is in a transaction, and what has one alone is not") {
  const std::string build{kBuild};
  const std::string set = "SET lock_timeout = '2s';\n";
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
  CHECK(refused_in(begin + both + build, {begin.size(), both.size(), build.size()}) == Lines{4});
}

TEST_CASE("a message may have a transaction of its own, and one that goes on behind it") {
  const std::string build{kBuild};
  const std::string whole = "BEGIN;\nSELECT 1;\nCOMMIT;\n";
  const std::string half = "BEGIN;\nSELECT 1;\n";
  Input input;
  input.messages = parts_of({whole.size(), whole.size()});
  CHECK(found_in(input, whole + whole, "transaction-nesting").empty());
  CHECK(refused_in(whole + build, {whole.size(), build.size()}).empty());
  CHECK(refused_in(half + build, {half.size(), build.size()}) == Lines{3});
}

TEST_CASE("what stands outside is in no transaction, and what stands behind it is again") {
  const std::string build{kBuild};
  const std::string other = "SELECT 1;\n";
  Input input;
  input.sent_as = SentAs::Batch;
  input.outside = {{build.size(), build.size()}};
  CHECK(refused_in(input, build + build + build) == Lines{1, 3});
  // Of two in one message outside, and one behind them.
  input.outside = {{other.size(), build.size() + other.size()}};
  input.messages = input.outside;
  CHECK(refused_in(input, other + build + other + build) == Lines{2, 4});
  input.messages = {{other.size(), build.size()}};
  CHECK(refused_in(input, other + build + other + build) == Lines{4});
}

}  // namespace pgstage::lint
