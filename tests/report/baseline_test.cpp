#include "pgstage/report/baseline.hpp"

#include <doctest/doctest.h>

namespace pgstage::report {
namespace {

std::string refused(std::string_view text) {
  const auto read = baseline_from_json(text);
  REQUIRE_MESSAGE(!read, text);
  return read.error().message;
}

}  // namespace

TEST_CASE("a baseline has one line a finding, in the order of paths, rules and fingerprints") {
  CHECK(baseline_json({{"b.sql", "r", "2", "m"}, {"a.sql", "r", "1", "say \"x\""}}) ==
        "{\n  \"version\": 1,\n  \"findings\": [\n"
        "    {\"path\":\"a.sql\",\"rule\":\"r\",\"fingerprint\":\"1\",\"message\":\"say "
        "\\\"x\\\"\"},\n"
        "    {\"path\":\"b.sql\",\"rule\":\"r\",\"fingerprint\":\"2\",\"message\":\"m\"}\n"
        "  ]\n}\n");
  CHECK(baseline_json({}) == "{\n  \"version\": 1,\n  \"findings\": []\n}\n");
}

TEST_CASE("what was written is read again") {
  const std::vector<KnownFinding> findings{{"a.sql", "r", "1", "ü \n x"}, {"b.sql", "r", "2", ""}};
  CHECK(*baseline_from_json(baseline_json(findings)) == findings);
  CHECK(baseline_json({{"a", "r", "1", "\xff"}}).find("\xEF\xBF\xBD") != std::string::npos);
}

TEST_CASE("what is no baseline is answered with why") {
  CHECK(refused("pg-version = 16") == "not JSON");
  CHECK(refused("[]") == "the document must be an object");
  CHECK(refused("{\"version\": 2, \"findings\": []}") == "version is not 1");
  CHECK(refused("{\"version\": 1}") == "findings is missing");
  CHECK(refused("{\"version\": 1, \"findings\": [{\"path\": 3}]}") ==
        "findings[0].path must be a string");
}

}  // namespace pgstage::report
