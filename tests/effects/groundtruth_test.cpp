// The model against what real servers did: groundtruth/measured.jsonl and neighbours.jsonl, each
// made by compact.py from the results of measure.py; the second from cases of our own, on 15 alone.
#include <doctest/doctest.h>

#include "support/scoring.hpp"

namespace pgstage {
namespace {

void check_against(std::string_view file, double floor) {
  tests::Score score;
  score.compare_everything();
  for (const auto& measured_case : tests::measured_cases(file)) {
    for (const auto& measured : measured_case["measured"]) {
      for (const int major : measured["majors"]) score.add(measured_case, measured, major);
    }
  }
  MESSAGE(score.table());
  for (const auto& field : score.fields())
    CHECK_MESSAGE(score.least_percent(field) >= floor, field);
}

}  // namespace

TEST_CASE("the effects are those that servers of every major were measured to have") {
  check_against("measured.jsonl", 99.0);
}

TEST_CASE("what stands beside the measured statements is as true on PostgreSQL 15") {
  check_against("neighbours.jsonl", 97.0);
}

}  // namespace pgstage
