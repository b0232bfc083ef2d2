#include "load.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "pgstage/plan/plan.hpp"
#include "pgstage/report/plan.hpp"
#include "pgstage/shadow/compare.hpp"
#include "pgstage/shadow/rounds.hpp"

#include "rehearsal.hpp"
#include "running.hpp"
#include "support.hpp"
#include "support/folder.hpp"
#include "support/project.hpp"

namespace pgstage::live {
namespace {

constexpr std::array<const char*, kClients> kProtocols = {"simple", "extended", "prepared"};
constexpr int kTransactionsAlone = 100;

/// Whether nobody has to wait for as long as a table is large.
bool promises(const plan::Plan& plan) {
  return std::all_of(plan.phases.begin(), plan.phases.end(), [](const plan::Phase& phase) {
    return std::all_of(phase.steps.begin(), phase.steps.end(),
                       [](const plan::Step& step) { return step.brief; });
  });
}

/// Whether the plan says that prepared statements have to be prepared anew.
bool says_prepared_statements(const plan::Plan& plan) {
  const auto says = [](const std::string& text) {
    return text.find("prepared statements") != std::string::npos;
  };
  return std::any_of(plan.warnings.begin(), plan.warnings.end(), says) ||
         std::any_of(plan.phases.begin(), plan.phases.end(), [&](const plan::Phase& phase) {
           return phase.gate && says(phase.gate->says);
         });
}

using Clients = std::vector<std::unique_ptr<PgBench>>;

/// One sample, its databases and its clients.
class Load {
 public:
  explicit Load(const tests::RecipeSample& sample) : sample_(sample) {}
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  LoadResult run();

 private:
  Clients start(const std::string& database, const std::string& who,
                const std::vector<shadow::Round>& rounds, int transactions) const;
  std::vector<shadow::Round> rounds_before_contract() const;
  void alone();
  void through(const plan::Phase& phase);
  void stop(Clients& clients);
  void let_a_minute_pass();
  void breathe();
  shadow::Snapshot steady(shadow::Snapshot snapshot) const;
  void compare();

  tests::RecipeSample sample_;
  plan::Plan plan_;
  std::optional<Rehearsal> rehearsal_;
  tests::Folder folder_;
  std::set<std::string> unsteady_;  ///< Columns, as `public.users.seen`.
  shadow::Snapshot expected_;
  Clients old_;
  Clients new_;
  LoadResult result_;
};

Clients Load::start(const std::string& database, const std::string& who,
                    const std::vector<shadow::Round>& rounds, int transactions) const {
  Clients out;
  for (std::size_t i = 0; i < kProtocols.size(); ++i) {
    PgBench::Job job{.url = server().url(database),
                     .name = fmt::format("{}-{}", who, kProtocols[i]),
                     .protocol = kProtocols[i],
                     .folder = folder_ / "",
                     .rounds = {},
                     .transactions = transactions};
    std::copy_if(rounds.begin(), rounds.end(), std::back_inserter(job.rounds),
                 [&](const shadow::Round& round) { return round.client == i; });
    if (job.sends_anything()) out.push_back(std::make_unique<PgBench>(std::move(job)));
  }
  return out;
}

shadow::Snapshot snapshot_of(const std::string& database) {
  auto taken = shadow::take_snapshot(*connect_to(database));
  if (!taken) FAIL(taken.error().message);
  return *std::move(taken);
}

/// Each application where nothing changes: whatever fails there is the fault of this test. Columns
/// that differ afterwards are those that triggers fill as they like.
void Load::alone() {
  expected_ = snapshot_of(rehearsal_->then());
  const auto before = snapshot_of(rehearsal_->target());
  auto clients =
      start(rehearsal_->target(), "alone-old", rehearsal_->old_rounds(), kTransactionsAlone);
  for (auto& each :
       start(rehearsal_->then(), "alone-new", rehearsal_->new_rounds(), kTransactionsAlone)) {
    clients.push_back(std::move(each));
  }
  for (const auto& each : clients) {
    each->stop();
    result_.alone.add(each->tally());
  }
  const auto note = [&](const shadow::Tables& was, const shadow::Tables& is) {
    for (auto& column : shadow::differing_columns(was, is)) unsteady_.insert(std::move(column));
  };
  note(expected_.tables, snapshot_of(rehearsal_->then()).tables);
  note(before.tables, snapshot_of(rehearsal_->target()).tables);
  // What the migration makes of such columns differs, too.
  const auto again = unsteady_.empty() ? "" : rehearsal_->migrated(rehearsal_->target());
  if (!again.empty()) note(expected_.tables, snapshot_of(again).tables);
}

/// Those that code of then may do when it is deployed. Of the tables that it has to leave alone it
/// reads what can be read, as code of both times does.
std::vector<shadow::Round> Load::rounds_before_contract() const {
  const auto later = shadow::later_tables(plan_);
  const auto session = connect_to(rehearsal_->target());
  auto out = rehearsal_->new_rounds();
  for (auto& round : out) {
    if (!later.contains(round.table)) continue;
    const auto readable = !round.read.empty() && session->run(round.read);
    round = {.table = round.table, .client = round.client, .read = readable ? round.read : ""};
  }
  return out;
}

/// Time for every client to have sent everything.
void Load::breathe() { live::run(*connect_to(rehearsal_->target()), "SELECT pg_sleep(1)"); }

/// The gate wants the old name to have rested for a minute; the clock that it reads is set back.
void Load::let_a_minute_pass() {
  live::run(*connect_to(rehearsal_->target()),
            "SELECT setval(oid::regclass, 1) FROM pg_class WHERE relkind = 'S' AND relname LIKE "
            "'pgstage\\_last\\_write%'");
}

void Load::through(const plan::Phase& phase) {
  const auto name = std::string{plan::to_string(phase.name)};
  const auto said = (folder_ / ("apply-" + name)).string();
  Running apply(
      {PGSTAGE_BINARY_DIR "/pgstage", "apply", (folder_ / "plan.json").string(), "--isolated",
       "--database-url", server().url(rehearsal_->target()), "--through", name, "--auto-approve"},
      said);
  const auto status = apply.status();
  if (status == 0) return;
  result_.problems.push_back(
      fmt::format("apply through {} gives {}: {}", name, status, tests::read_file(said)));
}

void Load::stop(Clients& clients) {
  for (const auto& each : clients) {
    each->stop();
    result_.by[each->name()].add(each->tally());
  }
  clients.clear();
}

/// Leaves out what is in columns that no two runs of the clients leave alike.
shadow::Snapshot Load::steady(shadow::Snapshot snapshot) const {
  for (auto& [name, table] : snapshot.tables) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (!unsteady_.contains(name + "." + table.columns[i])) continue;
      for (auto& row : table.rows) row[i] = std::nullopt;
    }
  }
  return snapshot;
}

/// The clients left everything as it was, so the end is that of the migration as written.
void Load::compare() {
  auto accepted = plan_.accepted_differences;
  for (const auto& [name, table] : expected_.tables) {
    if (table.key.empty()) accepted.push_back("rows of " + name);
  }
  const auto found = steady(snapshot_of(rehearsal_->target()));
  for (auto& line : shadow::differences(steady(expected_), found, accepted)) {
    result_.problems.push_back(std::move(line));
  }
}

LoadResult Load::run() {
  auto plan = tests::plan_of(sample_, server().major());
  if (!plan) {
    result_.left_out = "no plan: " + plan.error().message;
    return result_;
  }
  plan_ = *std::move(plan);
  if (sample_.is_warned() || !promises(plan_)) {
    result_.left_out = "the plan says that others have to wait";
    return result_;
  }
  rehearsal_.emplace(sample_, plan_);
  result_.left_out = rehearsal_->make();
  if (!result_.left_out.empty()) return result_;
  result_.notes = rehearsal_->notes();
  result_.prepared_anew = says_prepared_statements(plan_);
  std::ofstream(folder_ / "plan.json") << report::plan_json(plan_);
  alone();
  old_ = start(rehearsal_->target(), "old", rehearsal_->old_rounds(), 0);
  breathe();
  const auto old_phases = shadow::phases_with_old_code(plan_);
  const auto before_new = shadow::phase_before_new_code(plan_);
  for (std::size_t i = 0; i < plan_.phases.size() && result_.problems.empty(); ++i) {
    if (i == old_phases) {
      stop(old_);
      let_a_minute_pass();
    }
    through(plan_.phases[i]);
    if (i != before_new) continue;
    new_ = start(rehearsal_->target(), "new", rounds_before_contract(), 0);
    breathe();
  }
  stop(old_);
  if (result_.problems.empty()) breathe();
  stop(new_);
  if (result_.problems.empty() && !shadow::later_tables(plan_).empty()) {
    new_ = start(rehearsal_->target(), "end", rehearsal_->new_rounds(), 0);
    breathe();
    stop(new_);
  }
  if (result_.problems.empty()) compare();
  return result_;
}

}  // namespace

Tally LoadResult::all() const {
  Tally out;
  for (const auto& [name, tally] : by) out.add(tally);
  return out;
}

LoadResult carry_out_under_load(const tests::RecipeSample& sample) { return Load(sample).run(); }

}  // namespace pgstage::live
