// Plans for migrations that nobody wrote: each is proved, or refused with a reason. A migration
// that the server refuses as well counts for nothing. TEST_PLANS says how many, TEST_SEED which is
// the first; what goes wrong is printed with its seed.
#include <cstdlib>
#include <map>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/shadow/prove.hpp"

#include "support.hpp"
#include "support/planned.hpp"
#include "support/random_migrations.hpp"

namespace pgstage {
namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

Result<plan::Plan> plan_of(const tests::RandomMigration& made) {
  return tests::plan_after(fmt::format("{};", fmt::join(made.schema, ";\n")),
                           fmt::format("{};", fmt::join(made.migration, ";\n")),
                           ServerVersion{live::server().major()});
}

struct Counts {
  int proved = 0;
  int impossible = 0;
  std::map<std::string, std::vector<std::uint64_t>> refused;  ///< Seeds by reason.

  int refusals() const {
    int out = 0;
    for (const auto& [reason, seeds] : refused) out += static_cast<int>(seeds.size());
    return out;
  }
};

/// Without its place and the names, which may hold quotes themselves, so that like ones are counted
/// together.
std::string reason(std::string message) {
  message.erase(0, message.find(": ") + 2);
  const auto first = message.find('"');
  const auto last = message.rfind('"');
  if (first != last) message.replace(first, last - first + 1, "…");
  return message;
}

void try_plan(std::uint64_t seed, Counts& counts) {
  const auto made = tests::random_migration(seed);
  const auto words = [&] {
    return fmt::format("TEST_SEED={} TEST_PLANS=1\n{};\n-- migration:\n{};", seed,
                       fmt::join(made.schema, ";\n"), fmt::join(made.migration, ";\n"));
  };
  shadow::ProofInput input{.schema = made.schema, .original = made.migration, .seed = seed};
  auto plan = plan_of(made);
  if (!plan) {
    const bool foreseen = plan.error().message.find("cannot succeed") != std::string::npos;
    if (!foreseen) {
      counts.refused[reason(plan.error().message)].push_back(seed);
    } else if (shadow::prove(input, live::server())) {
      FAIL_CHECK("the server takes what the plan says cannot succeed: ", words());
    } else {
      ++counts.impossible;
    }
    return;
  }
  input.plan = *std::move(plan);
  const auto proof = shadow::prove(input, live::server());
  if (!proof) {
    ++counts.impossible;
    INFO(words());
    // Any other failure is one of ours.
    CHECK_MESSAGE(proof.error().message.starts_with("the original migration fails"),
                  proof.error().message);
    return;
  }
  const bool right = proof->equal && proof->undeclared_locks.empty();
  counts.proved += right;
  if (!right) {
    FAIL_CHECK(words(), "\n", fmt::format("{}", fmt::join(proof->differences, "\n")), "\n",
               fmt::format("{}", fmt::join(proof->undeclared_locks, "\n")));
  }
}

}  // namespace

TEST_CASE("plans for random migrations are proved, and few migrations are refused") {
  const auto first = number_from("TEST_SEED", 1);
  const auto count = number_from("TEST_PLANS", 500);
  Counts counts;
  for (auto seed = first; seed < first + count; ++seed) try_plan(seed, counts);
  for (const auto& [reason, seeds] : counts.refused) {
    MESSAGE("refused ", seeds.size(), " times, as for seed ", seeds.front(), ": ", reason);
  }
  const int possible = static_cast<int>(count) - counts.impossible;
  MESSAGE(counts.proved, " proved, ", counts.refusals(), " refused, ", counts.impossible,
          " cannot be run as they are written");
  if (count == 1) return;
  CHECK(counts.refusals() * 10 < possible);
  CHECK(counts.impossible * 10 < static_cast<int>(count));
}

}  // namespace pgstage
