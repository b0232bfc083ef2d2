#include "pgstage/shadow/prove.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/shadow/compare.hpp"
#include "pgstage/shadow/rows.hpp"

#include "databases.hpp"
#include "extensions.hpp"
#include "known_queries.hpp"
#include "run_plan.hpp"
#include "running_code.hpp"
#include "what_plan_says.hpp"

namespace pgstage::shadow {
namespace {

// Databases on the throwaway server, each copied from the one before.
constexpr std::string_view kEmpty = "proof_schema";  ///< The schema without rows.
constexpr std::string_view kStart = "proof_start";   ///< With rows.
constexpr std::string_view kOriginal = "proof_original";
constexpr std::string_view kPlanned = "proof_planned";
constexpr std::string_view kUndone = "proof_undone";
constexpr std::string_view kAgain = "proof_again";  ///< The original once more.

/// What the tables hold while the two sides run, and whether code of before writes meanwhile, which
/// knows nothing of the rules to come; from demanding to nothing.
struct Filling {
  std::optional<RowStyle> style;
  bool old_code = false;
  std::string_view words;
};
constexpr std::array<Filling, 6> kFillings = {{
    {RowStyle::Edges, true, "rows with NULLs and extreme values"},
    {RowStyle::Plain, true, "plain rows"},
    {RowStyle::Digits, true, "rows whose texts are numbers"},
    {RowStyle::Plain, false, "plain rows that old code does not write to"},
    {RowStyle::Digits, false, "rows whose texts are numbers and that old code does not write to"},
    {std::nullopt, false, "empty tables"},
}};

/// Whether the data is at fault: class 22, data exception, or 23, constraint violation.
bool blames_rows(const Error& error) {
  return error.sqlstate.starts_with("22") || error.sqlstate.starts_with("23");
}

class Prover {
 public:
  Prover(const ProofInput& input, Databases databases) : input_(input), databases_(databases) {}

  Result<Proof> prove();

 private:
  Result<void> load_schema(std::vector<std::string>& notes);
  /// The schema as this server can have it.
  Result<std::vector<std::string>> possible_schema(std::vector<std::string>& notes);
  /// Lets them be tried on a database, if there are any.
  Result<void> with_queries(std::string_view database,
                            Result<void> (KnownQueries::*what)(db::Session&));
  Result<Proof> prove_with(const Filling& filling, std::vector<std::string> notes);
  Result<Proof> prove_once(const Filling& filling, std::vector<std::string> notes);
  Result<void> make_start(const Filling& filling, Proof& proof);
  Result<void> run_original(const Filling& filling);
  Result<void> run_again();
  Result<void> run_plan(const Snapshot& start, Proof& proof);
  Result<void> compare_ends(Proof& proof);
  Result<void> run_phase(const plan::Phase& phase, Proof& proof);
  Result<void> prepare_queries(std::size_t phase, Proof& proof);
  Result<void> check_undo(const plan::Phase& phase, const Snapshot& start, Proof& proof);
  bool irreversible(const plan::Step& step) const;
  /// What may differ, those columns included that differ between two runs of the original.
  std::vector<std::string> accepted() const;

  const ProofInput& input_;
  Databases databases_;
  KnownQueries queries_{input_.queries};
  std::vector<const plan::Step*> done_;  ///< Steps of the plan that were carried out.
  RunningCode code_{input_.plan, databases_};
  std::set<std::string> by_chance_;  ///< `values of …`, which no run repeats.
};

Error needs_extension(std::string_view what, const std::string& name, int major) {
  return input_error(
      fmt::format("{} needs extension \"{}\", which the throwaway server does not have", what,
                  name),
      fmt::format("Install it for PostgreSQL {}, or name a server that has it with --pg-bin.",
                  major));
}

Result<std::vector<std::string>> Prover::possible_schema(std::vector<std::string>& notes) {
  const auto session = databases_.connect(kEmpty);
  if (!session) return session.error();
  const int major = (*session)->server_version_num() / 10000;
  const auto wanted = missing_extensions(**session, input_.original);
  if (!wanted) return wanted.error();
  if (!wanted->empty()) return needs_extension("the migration", wanted->front(), major);
  const auto missing = missing_extensions(**session, input_.schema);
  if (!missing) return missing.error();
  if (!missing->empty() && input_.prelude.empty()) {
    auto error = needs_extension("the schema", missing->front(), major);
    error.hint += " --prelude FILE takes SQL that makes what the schema uses of it.";
    return error;
  }
  for (const auto& name : *missing) {
    notes.push_back(fmt::format("extension {} is not there; the prelude stands for it", name));
  }
  return without_extensions(input_.schema, *missing);
}

Result<void> Prover::load_schema(std::vector<std::string>& notes) {
  auto made = databases_.copy("template0", kEmpty);
  if (!made) return made;
  const auto schema = possible_schema(notes);
  if (!schema) return schema.error();
  made = databases_.send_each(kEmpty, input_.prelude, "the prelude");
  if (made) made = databases_.send_each(kEmpty, *schema, "the starting schema");
  return made ? with_queries(kEmpty, &KnownQueries::try_start) : made;
}

Result<void> Prover::with_queries(std::string_view database,
                                  Result<void> (KnownQueries::*what)(db::Session&)) {
  if (input_.queries.empty()) return {};
  const auto session = databases_.connect(database);
  return session ? (queries_.*what)(**session) : session.error();
}

Result<void> Prover::make_start(const Filling& filling, Proof& proof) {
  auto made = databases_.copy(kEmpty, kStart);
  if (!made || !filling.style) return made;
  const auto session = databases_.connect(kStart);
  if (!session) return session.error();
  const auto filled = fill(**session, {.seed = input_.seed, .style = *filling.style});
  if (!filled) return filled.error();
  for (const auto& [table, why] : filled->unfilled) {
    proof.notes.push_back(fmt::format("table {} is empty in the proof: {}", table, why));
  }
  return {};
}

/// Code of before writes, the migration runs, code of then writes.
Result<void> Prover::run_original(const Filling& filling) {
  auto done = databases_.copy(kStart, kOriginal);
  code_.start(input_.seed, filling.style.value_or(RowStyle::Plain));
  if (done && filling.old_code) done = code_.write_before_migration(kOriginal);
  if (done) done = databases_.send_each(kOriginal, input_.original, "the original migration");
  if (done) done = with_queries(kOriginal, &KnownQueries::try_end);
  if (done) done = code_.write_after_migration(kOriginal);
  return done;
}

/// Finds the columns whose values come from the clock or from chance.
Result<void> Prover::run_again() {
  auto done = databases_.copy(kStart, kAgain);
  if (done) done = code_.repeat_before_migration(kAgain, by_chance_);
  if (done) done = databases_.send_each(kAgain, input_.original, "the original migration");
  if (done) done = code_.repeat_after_migration(kAgain, by_chance_);
  return done;
}

std::vector<std::string> Prover::accepted() const {
  auto out = input_.plan.accepted_differences;
  out.insert(out.end(), by_chance_.begin(), by_chance_.end());
  return out;
}

bool Prover::irreversible(const plan::Step& step) const {
  const auto& ids = input_.plan.irreversible;
  return std::find(ids.begin(), ids.end(), step.id) != ids.end();
}

Result<void> Prover::run_phase(const plan::Phase& phase, Proof& proof) {
  const auto session = databases_.connect(kPlanned);
  if (!session) return session.error();
  const bool contract = phase.name == plan::PhaseName::Contract;
  for (std::size_t i = 0; i < phase.steps.size(); ++i) {
    const auto& step = phase.steps[i];
    if (!contract && irreversible(step)) {
      proof.differences.push_back(
          fmt::format("step \"{}\" is irreversible, yet it stands before contract", step.id));
    }
    auto done = run_step(**session, step, proof);
    if (!done) return done;
    done_.push_back(&step);
    if (contract) done = code_.go_on_in_contract(i, phase, kPlanned, proof);
    if (!done) return done;
  }
  return {};
}

Result<void> Prover::check_undo(const plan::Phase& phase, const Snapshot& start, Proof& proof) {
  auto copied = databases_.copy(kPlanned, kUndone);
  if (!copied) return copied;
  const std::string when = fmt::format("undone after {}: ", to_string(phase.name));
  const auto session = databases_.connect(kUndone);
  if (!session) return session.error();
  const auto undone = undo_steps(**session, done_, proof);
  if (!undone) {
    proof.differences.push_back(when + undone.error().message);
    return {};
  }
  const auto snapshot = take_snapshot(**session);
  if (!snapshot) return snapshot.error();
  auto allowed = left_by_undo(input_.plan);
  allowed.insert(allowed.end(), by_chance_.begin(), by_chance_.end());
  for (const auto& line : differences(start, *snapshot, allowed)) {
    proof.differences.push_back(when + line);
  }
  return {};
}

Result<void> Prover::prepare_queries(std::size_t phase, Proof& proof) {
  if (input_.queries.empty()) return {};
  const auto session = databases_.connect(kPlanned);
  if (!session) return session.error();
  auto broken = queries_.broken_after(phase, input_.plan, **session);
  if (!broken) return broken.error();
  for (auto& line : *broken) proof.differences.push_back(std::move(line));
  return {};
}

/// A plan that breaks down leaves its reason in the proof; an error here is one of our own.
Result<void> Prover::run_plan(const Snapshot& start, Proof& proof) {
  auto made = databases_.copy(kStart, kPlanned);
  if (!made) return made;
  done_.clear();
  // Code changes rows only.
  Snapshot undone = start;
  for (std::size_t i = 0; i < input_.plan.phases.size(); ++i) {
    const auto& phase = input_.plan.phases[i];
    const auto done = run_phase(phase, proof);
    if (!done) {
      proof.differences.push_back(done.error().message);
      return {};
    }
    auto prepared = prepare_queries(i, proof);
    if (!prepared) return prepared;
    if (phase.name == plan::PhaseName::Contract) continue;
    auto went_on = code_.go_on_as_old(i, kPlanned, accepted(), proof);
    if (const auto* left = code_.left_by_old(i)) undone.tables = *left;
    if (went_on && input_.undo) went_on = check_undo(phase, undone, proof);
    // What new code writes has no place in the start.
    if (went_on) went_on = code_.go_on_as_new(i, kPlanned, accepted(), proof);
    if (!went_on) return went_on;
  }
  return compare_ends(proof);
}

Result<void> Prover::compare_ends(Proof& proof) {
  auto went_on = code_.go_on_in_the_end(kPlanned, proof);
  if (!went_on) return went_on;
  const auto original = databases_.snapshot_of(kOriginal);
  if (!original) return original.error();
  const auto planned = databases_.snapshot_of(kPlanned);
  if (!planned) return planned.error();
  for (auto& line : differences(*original, *planned, accepted())) {
    proof.differences.push_back(std::move(line));
  }
  return {};
}

Result<Proof> Prover::prove_once(const Filling& filling, std::vector<std::string> notes) {
  Proof proof;
  proof.plan = input_.plan.id;
  proof.server = databases_.version();
  proof.seed = input_.seed;
  proof.undone = input_.undo;
  proof.accepted = input_.plan.accepted_differences;
  proof.notes = std::move(notes);
  auto done = make_start(filling, proof);
  if (done) done = run_original(filling);
  if (!done) return done.error();
  const auto start = databases_.snapshot_of(kStart);
  if (!start) return start.error();
  done = run_plan(*start, proof);
  if (!done) return done.error();
  proof.equal = proof.differences.empty();
  proof.writes = code_.writes();
  auto unknown = queries_.unknown();
  proof.queries = input_.queries.size() - unknown.size();
  for (auto& line : unknown) proof.notes.push_back(std::move(line));
  for (const auto& values : by_chance_) {
    proof.notes.push_back(values + " differ each time; only where they are NULL was compared");
  }
  return proof;
}

Result<Proof> Prover::prove_with(const Filling& filling, std::vector<std::string> notes) {
  by_chance_.clear();
  auto proof = prove_once(filling, notes);
  if (!proof || proof->equal) return proof;
  auto again = run_again();
  if (!again) return again.error();
  return by_chance_.empty() ? std::move(proof) : prove_once(filling, std::move(notes));
}

Result<Proof> Prover::prove() {
  std::vector<std::string> notes;
  const auto loaded = load_schema(notes);
  if (!loaded) return loaded.error();
  for (std::size_t i = 0; i + 1 < kFillings.size(); ++i) {
    auto proof = prove_with(kFillings[i], notes);
    if (proof || !blames_rows(proof.error())) return proof;
    notes.push_back(fmt::format("with {}, {}; tried again with {}", kFillings[i].words,
                                proof.error().message, kFillings[i + 1].words));
  }
  return prove_with(kFillings.back(), std::move(notes));
}

/// The role that a statement names although the throwaway server has no such role, or empty.
std::string missing_role(const Error& error) {
  constexpr std::string_view kBefore = "role \"";
  constexpr std::string_view kAfter = "\" does not exist";
  const auto start = error.message.find(kBefore);
  const auto end = error.message.rfind(kAfter);
  if (error.sqlstate != "42704" || start == std::string::npos || end == std::string::npos)
    return {};
  return error.message.substr(start + kBefore.size(), end - start - kBefore.size());
}

}  // namespace

Result<Proof> prove(const ProofInput& input, const Server& server) {
  const auto maintenance = server.connect("postgres");
  if (!maintenance) return maintenance.error();
  // A schema speaks of roles but does not bring them along.
  constexpr int kMostRoles = 200;
  for (int made = 0;; ++made) {
    auto proof = Prover{input, {server, **maintenance}}.prove();
    const std::string role = proof ? "" : missing_role(proof.error());
    if (role.empty() || made == kMostRoles) return proof;
    const auto created = (*maintenance)->run("CREATE ROLE " + quote_ident(role));
    if (!created) return created.error();
  }
}

}  // namespace pgstage::shadow
