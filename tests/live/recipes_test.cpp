// Every recipe, from the migration as a person writes it: planned, and proved on a real server to
// end where the migration would have ended, and to be undone from expand and from migrate.
#include <doctest/doctest.h>

#include "pgstage/shadow/prove.hpp"
#include "pgstage/sql/script.hpp"

#include "support.hpp"
#include "support/recipe_samples.hpp"

namespace pgstage {
namespace {

std::vector<std::string> statements_of(const std::string& text) {
  const auto script = sql::Script::parse(text);
  std::vector<std::string> out;
  for (const auto& statement : script.statements()) out.emplace_back(script.text(statement.span()));
  return out;
}

}  // namespace

TEST_CASE("every recipe is proved equal to the migration it replaces") {
  for (const auto& sample : tests::recipe_samples()) {
    shadow::ProofInput input;
    input.schema = statements_of(sample.schema);
    input.original = statements_of(sample.migration);
    input.plan = tests::plan_of(sample, live::server().major());
    const auto proof = shadow::prove(input, live::server());
    if (!proof) {
      FAIL_CHECK(sample.name << ": " << proof.error().message);
      continue;
    }
    CHECK_MESSAGE(proof->equal, sample.name);
    for (const auto& difference : proof->differences) MESSAGE(sample.name << ": " << difference);
    for (const auto& lock : proof->undeclared_locks) FAIL_CHECK(sample.name << ": " << lock);
  }
}

}  // namespace pgstage
