#include "pgstage/catalog/partition_index.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace pgstage;
using catalog::Ordinal;
using catalog::PartitionIndex;
using Kind = sql::PartitionBound::Kind;

namespace {

sql::PartitionBound range(std::vector<std::string> from, std::vector<std::string> to) {
  return {.kind = Kind::Range, .from = std::move(from), .to = std::move(to), .values = {}};
}

sql::PartitionBound list(std::vector<std::string> values) {
  return {.kind = Kind::List, .from = {}, .to = {}, .values = std::move(values)};
}

std::vector<std::string> around(const PartitionIndex& index, const sql::PartitionBound& bound) {
  std::vector<std::string> out;
  for (const auto& each : index.around(bound)) out.push_back(each.name);
  std::sort(out.begin(), out.end());
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("numbers stand by their value, dates by their text, and nothing else stands anywhere") {
  CHECK(*Ordinal::of("9") < *Ordinal::of("10"));
  CHECK(*Ordinal::of("-1.5") < *Ordinal::of("0"));
  CHECK(*Ordinal::of("2024-09-30") < *Ordinal::of("2024-10-01"));
  CHECK(!Ordinal::of("9")->same_kind(*Ordinal::of("2024-09-30")));
  CHECK(!Ordinal::of("nan"));
  CHECK(!Ordinal::of("abc"));
  CHECK(!Ordinal::of(""));
}

TEST_CASE("of a thousand ranges only those that may share a value are looked at") {
  PartitionIndex index;
  for (int i = 0; i < 1'000; ++i) {
    index.insert(range({std::to_string(10 * i)}, {std::to_string(10 * i + 10)}),
                 {"public", "p" + std::to_string(i)});
  }
  CHECK(around(index, range({"42"}, {"43"})) == Names{"p4"});
  CHECK(around(index, range({"40"}, {"60"})) == Names{"p3", "p4", "p5", "p6"});
  CHECK(around(index, range({}, {"5"})) == Names{"p0"});
  CHECK(around(index, range({"9990"}, {})) == Names{"p998", "p999"});
  CHECK(around(index, range({"somewhere"}, {"else"})).size() == 1'000);
}

TEST_CASE("the default partition and one without a start are always looked at") {
  PartitionIndex index;
  index.insert({.kind = Kind::Default, .from = {}, .to = {}, .values = {}}, {"public", "rest"});
  index.insert(range({}, {"0"}), {"public", "low"});
  index.insert(list({"a", "b"}), {"public", "ab"});
  index.insert(list({"c"}), {"public", "c"});
  CHECK(around(index, range({"5"}, {"6"})) == Names{"low", "rest"});
  CHECK(around(index, list({"b", "d"})) == Names{"ab", "low", "rest"});
}

TEST_CASE("ranges that overlap others already are always looked at, wherever they start") {
  PartitionIndex index;
  index.insert(range({"0"}, {"100"}), {"public", "wide"});
  index.insert(range({"10"}, {"20"}), {"public", "inside"});
  index.insert(range({"100"}, {"abc"}), {"public", "unplaced"});
  index.insert(range({"200"}, {}), {"public", "open"});
  index.insert(range({"300"}, {"400"}), {"public", "late"});
  CHECK(around(index, range({"50"}, {"60"})) == Names{"inside", "late", "unplaced", "wide"});
  CHECK(around(index, range({"500"}, {"600"})) == Names{"inside", "late", "open", "unplaced"});
  index.erase(range({"10"}, {"20"}), {"public", "inside"});
  index.erase(range({"0"}, {"100"}), {"public", "wide"});
  CHECK(around(index, range({"50"}, {"60"})) == Names{"late", "unplaced"});
}

TEST_CASE("what was taken out of an index of partitions is not found any more") {
  PartitionIndex index;
  const auto bounds = {range({"1"}, {"2"}), range({}, {"1"}), list({"a", "b"}),
                       sql::PartitionBound{.kind = Kind::Hash, .from = {}, .to = {}, .values = {}}};
  for (const auto& bound : bounds) index.insert(bound, {"public", "p"});
  CHECK(!index.empty());
  for (const auto& bound : bounds) index.erase(bound, {"public", "p"});
  CHECK(index.empty());
}
