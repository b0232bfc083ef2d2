#include <cstdlib>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

#include "pgstage/lint/samples.hpp"

#include "support/judging.hpp"
#include "support/project.hpp"
#include "support/rule_cases.hpp"

namespace pgstage {
namespace {

/// The file, the place of the statement in it, and the rule.
using Complaints = std::set<std::tuple<std::size_t, std::size_t, std::string>>;

tests::File& file_of(tests::Judging& judging, std::size_t number) {
  if (number < judging.files.size()) return judging.files[number];
  number -= judging.files.size();
  for (auto& deploy : judging.later) {
    if (number < deploy.size()) return deploy[number];
    number -= deploy.size();
  }
  FAIL("there is no file of that number");
  std::abort();
}

/// The deploy with the advice followed, and where that is to be found.
struct Followed {
  tests::Judging judging;
  std::size_t file = 0;
  std::size_t begin = 0;
  std::size_t end = 0;

  bool holds(const tests::Verdict& complaint) const {
    return complaint.file == file && complaint.offset >= begin && complaint.offset < end;
  }
};

Followed in_place(const tests::Verdict& verdict, const tests::Judging& given) {
  Followed out{given, verdict.file, verdict.offset, verdict.offset + verdict.rewrite->size()};
  file_of(out.judging, verdict.file)
      .up.replace(verdict.offset, verdict.statement.size(), *verdict.rewrite);
  return out;
}

/// What concerns the runner comes before all else.
Followed at_the_top(const tests::Verdict& verdict, const tests::Judging& given) {
  Followed out{given, verdict.file, 0, verdict.rewrite->size()};
  file_of(out.judging, verdict.file).up.insert(0, *verdict.rewrite + ";\n");
  return out;
}

/// Behind what comes before the statement, or in front of it.
Followed in_own_file(const tests::Verdict& verdict, const tests::Judging& given, bool behind) {
  Followed out{given, behind ? 1U : 0U, 0, verdict.rewrite->size()};
  out.judging.earlier += "\n" + verdict.deployed;
  const tests::File rest{verdict.before + ";\nCOMMIT"};
  const tests::File own{*verdict.rewrite};
  out.judging.files = behind ? std::vector{rest, own} : std::vector{own, rest};
  out.judging.later = {};
  out.judging.sent_as = SentAs::Statement;
  return out;
}

/// Nothing of what follows the advice in its transaction is there in the end, a view in the place
/// of a table neither.
bool rolled_back(const Followed& followed) {
  const auto& up = followed.judging.files.front().up;
  return up.find("\nROLLBACK", followed.end) != std::string::npos;
}

/// What the other rules say of the advice that they did not say of the statement. The runner sets a
/// timeout, as the advice on that is followed once for all.
std::vector<tests::Verdict> objections(Followed followed, const tests::Verdict& verdict,
                                       const Complaints& before) {
  followed.judging.options.runner_lock_timeout = "2s";
  std::vector<tests::Verdict> out;
  for (const auto& complaint : tests::verdicts(followed.judging)) {
    const bool is_default = lint::find_rule(complaint.rule)->info.group == lint::Group::Hazard;
    if (!followed.holds(complaint) || !is_default) continue;
    const auto said = [&](const std::string& rule) {
      return before.contains({verdict.file, verdict.offset, rule});
    };
    const bool anew = complaint.rule == verdict.rule || !said(complaint.rule);
    // Of a statement that takes long the worse is said.
    const bool worse =
        complaint.rule == "wide-lock-window" && said("statement-after-exclusive-lock");
    const bool undone = complaint.rule == "rename-table" && rolled_back(followed);
    if (anew && !worse && !undone) out.push_back(complaint);
  }
  return out;
}

void check_advice(const tests::Verdict& verdict, const tests::Judging& given,
                  const Complaints& before) {
  const bool of_runner = lint::find_rule(verdict.rule)->info.once_per_run;
  auto found = verdict.apart ? objections(in_own_file(verdict, given, true), verdict, before)
               : of_runner   ? objections(at_the_top(verdict, given), verdict, before)
                             : objections(in_place(verdict, given), verdict, before);
  if (verdict.apart && !found.empty()) {
    found = objections(in_own_file(verdict, given, false), verdict, before);
  }
  for (const auto& objection : found) {
    FAIL_CHECK(verdict.rule, " on ", given.options.version.major, " advises for\n", given.earlier,
               verdict.before, verdict.text, "\nthis\n", *verdict.rewrite, "\nand ", objection.rule,
               " says: ", objection.message);
  }
}

/// On every version of the server.
void check_advice_on(tests::Judging judging, std::set<std::string>& checked) {
  const auto servers = lint::servers_of(judging.files.front().up);
  for (int major = servers.oldest; major <= servers.newest; ++major) {
    judging.options.version = ServerVersion{major};
    const auto verdicts = tests::verdicts(judging);
    Complaints before;
    for (const auto& verdict : verdicts) before.emplace(verdict.file, verdict.offset, verdict.rule);
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
  for (const auto& judging : tests::all_judgings()) check_advice_on(judging, checked);
  CHECK(checked.size() >= 10);
}

}  // namespace pgstage
