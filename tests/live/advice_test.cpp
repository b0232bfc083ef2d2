// What the rules advise, on a real server: the statement's place is reached as the migration
// would reach it, and there the advice is run as it is printed.
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <variant>

#include <doctest/doctest.h>

#include "pgstage/lint/samples.hpp"
#include "pgstage/sql/script.hpp"

#include "support.hpp"
#include "support/judging.hpp"
#include "support/rule_cases.hpp"

namespace pgstage {
namespace {

using Texts = std::initializer_list<std::string>;

bool has_transactions(const Texts& texts) {
  for (const auto& text : texts) {
    const auto script = sql::Script::parse(text);
    for (const auto& statement : script.statements()) {
      if (std::holds_alternative<sql::Transaction>(statement.view())) return true;
    }
  }
  return false;
}

/// What went wrong, if anything.
std::optional<Error> run_in(db::Session& session, const Texts& texts) {
  for (const auto& text : texts) {
    const auto script = sql::Script::parse(text);
    for (const auto& statement : script.statements()) {
      const auto done = session.run(script.text(statement.span()));
      if (!done) return done.error();
    }
  }
  return std::nullopt;
}

/// In an empty database that all share, which is quick. Only for what can be taken back.
std::optional<Error> run_and_take_back(const Texts& texts) {
  static const auto kShared = live::new_database();
  live::run(*kShared, "BEGIN");
  auto error = run_in(*kShared, texts);
  live::run(*kShared, "ROLLBACK");
  return error;
}

std::optional<Error> run_in_empty(const Texts& texts) {
  if (!has_transactions(texts) && !run_and_take_back(texts)) return std::nullopt;
  return run_in(*live::new_database(), texts);
}

/// Something that the text speaks of is not there.
bool is_missing(const std::optional<Error>& error) {
  return error && (error->sqlstate == "42P01" || error->sqlstate == "42704" ||
                   error->sqlstate == "42703" || error->sqlstate == "3F000");
}

struct Tried {
  std::set<std::string> rules;
  std::set<std::string> texts;
  int advice = 0;
  int unreachable = 0;  ///< The case says too little for a server: a table that it never made.
};

bool can_be_reached(const std::string& before, const tests::Verdict& verdict) {
  return has_transactions({before, verdict.statement}) ||
         !is_missing(run_and_take_back({before, verdict.statement}));
}

void try_advice(const tests::Judging& judging, Tried& tried) {
  for (const auto& verdict : tests::verdicts(judging)) {
    if (!verdict.rewrite) continue;
    // What concerns the runner is the same everywhere.
    const bool of_runner = lint::find_rule(verdict.rule)->info.once_per_run;
    if (of_runner && tried.rules.contains(verdict.rule)) continue;
    auto before = judging.earlier + "\n" + verdict.deployed + "\n" + verdict.before;
    if (verdict.apart) before += ";\nCOMMIT";
    if (!tried.texts.insert(before + "\n" + *verdict.rewrite).second) continue;
    const bool reached = can_be_reached(before, verdict);
    const auto error = reached ? run_in_empty({before, *verdict.rewrite}) : std::nullopt;
    if (!reached || (error && run_in_empty({before, verdict.statement}))) {
      ++tried.unreachable;
      continue;
    }
    ++tried.advice;
    tried.rules.insert(verdict.rule);
    // IF EXISTS passed over a table that the case never made.
    const bool skipped = error && verdict.statement.find("IF EXISTS") != std::string::npos;
    if (!error || skipped) continue;
    FAIL_CHECK(verdict.rule, " advises after\n", before, "\nfor\n", verdict.statement, "\nthis\n",
               *verdict.rewrite, "\nand the server says: ", error->sqlstate, " ", error->message);
  }
}

/// Each as it is judged on the server at hand.
void try_advice_on(tests::Judging judging, Tried& tried) {
  const auto servers = lint::servers_of(judging.files.front().up);
  const int major = live::server().major();
  if (major < servers.oldest || major > servers.newest) return;
  judging.options.version = ServerVersion{major};
  try_advice(judging, tried);
}

}  // namespace

TEST_CASE("what the rules advise can be run where they advise it") {
  Tried tried;
  for (const auto& judging : tests::all_judgings()) try_advice_on(judging, tried);
  MESSAGE(tried.advice, " pieces of advice of ", tried.rules.size(), " rules were run, ",
          tried.unreachable, " could not be reached");
  CHECK(tried.rules.size() >= 10);
}

}  // namespace pgstage
