#include <set>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "pgstage/lint/samples.hpp"

#include "support/judging.hpp"
#include "support/project.hpp"
#include "support/rule_cases.hpp"

namespace pgstage {
namespace {

using Complaints = std::set<std::pair<std::string, std::string>>;

/// The advice is followed in the place of its statement, and the runner sets a timeout, as the
/// advice on that is followed once for all. Other hazards that were there already may stay.
void check_advice(const tests::Verdict& verdict, const tests::Judging& given,
                  const Complaints& before) {
  tests::Judging followed;
  followed.earlier = given.earlier + "\n" + verdict.deployed;
  followed.files = {{verdict.before}, {*verdict.rewrite}, {verdict.after}};
  followed.complete = given.complete;
  followed.options.version = given.options.version;
  followed.options.runner_lock_timeout = "2s";
  for (const auto& complaint : tests::verdicts(followed)) {
    if (complaint.file != 1) continue;
    const bool other = complaint.rule != verdict.rule;
    if (other && before.contains({complaint.rule, complaint.message})) continue;
    FAIL_CHECK(verdict.rule, " on ", given.options.version.major, " advises for\n", given.earlier,
               verdict.before, verdict.text, "\nthis\n", *verdict.rewrite, "\nand ", complaint.rule,
               " says: ", complaint.message);
  }
}

/// On every version of the server.
void check_advice_on(tests::Judging judging, std::set<std::string>& checked) {
  const auto servers = lint::servers_of(judging.files.front().up);
  for (int major = servers.oldest; major <= servers.newest; ++major) {
    judging.options.version = ServerVersion{major};
    const auto verdicts = tests::verdicts(judging);
    Complaints before;
    for (const auto& verdict : verdicts) before.emplace(verdict.rule, verdict.message);
    for (const auto& verdict : verdicts) {
      if (!verdict.rewrite) continue;
      checked.insert(verdict.rule);
      check_advice(verdict, judging, before);
    }
  }
}

}  // namespace

TEST_CASE("no rule objects to what another one advises, on any version") {
  std::set<std::string> checked;
  for (const auto* rule : lint::all_rules()) {
    const auto& sample = lint::sample_of(*rule);
    check_advice_on({.earlier = std::string{sample.schema}, .files = {{std::string{sample.bad}}}},
                    checked);
    const auto cases = "tests/rules/" + std::string{rule->info.id} + ".sql";
    for (const auto& each : tests::rule_cases(cases)) check_advice_on(each.judging, checked);
  }
  CHECK(checked.size() >= 10);
}

}  // namespace pgstage
