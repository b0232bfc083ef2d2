#include "load.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "pgstage/report/plan.hpp"
#include "pgstage/shadow/rows.hpp"
#include "pgstage/sql/script.hpp"

#include "running.hpp"
#include "support.hpp"
#include "support/project.hpp"

namespace pgstage::live {
namespace {

constexpr std::array<const char*, 3> kProtocols = {"simple", "extended", "prepared"};
constexpr std::size_t kFirstOld = 10001;
constexpr std::size_t kFirstNew = 20001;
constexpr int kTransactionsAlone = 100;

std::vector<std::string> statements_of(const std::string& text) {
  const auto script = sql::Script::parse(text);
  std::vector<std::string> out;
  for (const auto& statement : script.statements()) out.emplace_back(script.text(statement.span()));
  return out;
}

std::unique_ptr<db::Session> connect(const std::string& database) {
  auto session = server().connect(database);
  if (!session) return nullptr;
  return *std::move(session);
}

/// Each alone; the first error, or nothing. Roles are made as they are asked for.
std::string send(db::Session& session, const std::vector<std::string>& statements) {
  constexpr std::string_view kNoRole = "42704";
  for (const auto& statement : statements) {
    auto done = session.run(statement);
    while (!done && done.error().sqlstate == kNoRole &&
           done.error().message.starts_with("role \"")) {
      const auto& message = done.error().message;
      const auto role = message.substr(5, message.find('"', 6) - 4);
      if (!session.run("CREATE ROLE " + role)) break;
      done = session.run(statement);
    }
    if (!done) return done.error().message;
  }
  return {};
}

/// What the tables hold; from demanding to what more migrations take.
struct Filling {
  shadow::RowStyle style;
  int rows;
};
constexpr std::array<Filling, 3> kFillings = {{{shadow::RowStyle::Plain, 2000},
                                               {shadow::RowStyle::Digits, 2000},
                                               {shadow::RowStyle::Plain, 100}}};

std::set<std::string> tables_of(const std::vector<shadow::Round>& rounds) {
  std::set<std::string> out;
  for (const auto& round : rounds) out.insert(round.table);
  return out;
}

/// What the rounds leave when they stop at the worst instant: nothing is taken back.
std::vector<std::string> halves_of(const std::vector<shadow::Round>& rounds,
                                   const std::string& table) {
  std::vector<std::string> out;
  for (const auto& round : rounds) {
    if (round.table != table) continue;
    if (!round.own.empty()) out.push_back(round.own.front());
    for (std::size_t i = 0; i < round.back.size(); i += 2) out.push_back(round.back[i]);
  }
  return out;
}

bool promises(const plan::Plan& plan) {
  return std::all_of(plan.phases.begin(), plan.phases.end(), [](const plan::Phase& phase) {
    return std::all_of(phase.steps.begin(), phase.steps.end(),
                       [](const plan::Step& step) { return step.brief; });
  });
}

using Clients = std::vector<std::unique_ptr<PgBench>>;

/// One sample, its databases and its clients.
class Load {
 public:
  explicit Load(const tests::RecipeSample& sample)
      : sample_(sample), migration_(statements_of(sample.migration)) {}
  ~Load();
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  LoadResult run();

 private:
  std::string copy(const std::string& what);
  bool fill(const Filling& filling);
  shadow::Rounds think_up(const std::string& known, const std::string& tried,
                          shadow::RoundOptions options) const;
  void think_up_old();
  void think_up_new();
  Clients start(const std::string& database, const std::string& who,
                const std::vector<shadow::Round>& rounds, int transactions) const;
  std::vector<shadow::Round> rounds_before_contract() const;
  void alone();
  void through(const plan::Phase& phase);
  void stop(Clients& clients);
  void let_a_minute_pass();
  void breathe();
  void compare();

  tests::RecipeSample sample_;
  std::vector<std::string> migration_;
  plan::Plan plan_;
  shadow::RowStyle style_ = shadow::RowStyle::Plain;
  tests::Folder folder_;
  std::vector<std::string> databases_;
  std::string template_;
  std::string then_;    ///< A database that the migration as written has run on.
  std::string target_;  ///< The one that the plan is carried out on.
  std::vector<shadow::Round> old_rounds_;
  std::vector<shadow::Round> new_rounds_;
  std::set<std::string> accepted_;
  shadow::Snapshot expected_;
  Clients old_;
  Clients new_;
  LoadResult result_;
};

Load::~Load() {
  old_.clear();
  new_.clear();
  const auto session = connect("postgres");
  for (const auto& name : databases_) {
    if (session) (void)session->run("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }
}

std::string Load::copy(const std::string& what) {
  static int number = 0;
  databases_.push_back(fmt::format("load_{}", ++number));
  live::run(*connect("postgres"),
            fmt::format("CREATE DATABASE {} TEMPLATE {}", databases_.back(), what));
  return databases_.back();
}

/// Makes the rows; false where the migration cannot take them.
bool Load::fill(const Filling& filling) {
  template_ = copy("template0");
  {
    const auto session = connect(template_);
    result_.left_out = send(*session, statements_of(sample_.schema));
    if (!result_.left_out.empty()) return false;
    const auto filled = shadow::fill(*session, {.per_table = filling.rows, .style = filling.style});
    if (!filled) FAIL(filled.error().message);
    live::run(*session, "ANALYZE");
  }
  target_ = copy(template_);
  then_ = copy(template_);
  style_ = filling.style;
  result_.left_out = send(*connect(then_), migration_);
  return result_.left_out.empty();
}

shadow::Rounds Load::think_up(const std::string& known, const std::string& tried,
                              shadow::RoundOptions options) const {
  options.style = style_;
  options.clients = kProtocols.size();
  auto rounds = shadow::think_up_rounds(*connect(known), *connect(tried), options);
  if (!rounds) FAIL(rounds.error().message);
  return *std::move(rounds);
}

/// Whatever code of before writes, the migration has to take it, table by table. What the clients
/// of one table leave to those of another does not count: it may be gone again.
void Load::think_up_old() {
  auto options = shadow::rounds_of_old_code(plan_);
  options.first_row = kFirstOld;
  const auto free = think_up(target_, copy(template_), options);
  options.like_others = true;
  const auto alike = think_up(target_, copy(template_), options);
  for (const auto& table : tables_of(free.rounds)) {
    std::string why;
    for (const auto* rounds : {&free.rounds, &alike.rounds}) {
      const auto tried = connect(copy(template_));
      why = send(*tried, halves_of(*rounds, table));
      if (why.empty()) why = send(*tried, migration_);
      if (!why.empty() && rounds != &alike.rounds) continue;
      for (auto round : *rounds) {
        if (round.table != table) continue;
        if (!why.empty()) round = {.table = table, .client = round.client, .read = round.read};
        old_rounds_.push_back(std::move(round));
      }
      break;
    }
    if (!why.empty()) result_.notes.insert("code of before on " + table + ": " + why);
  }
}

void Load::think_up_new() {
  const auto tried = copy(template_);
  {
    const auto session = connect(tried);
    std::vector<std::string> halves;
    for (const auto& table : tables_of(old_rounds_)) {
      for (auto& half : halves_of(old_rounds_, table)) halves.push_back(std::move(half));
    }
    auto why = send(*session, halves);
    if (why.empty()) why = send(*session, migration_);
    if (!why.empty()) {
      result_.left_out = "the migration takes no rows of code of before together: " + why;
      return;
    }
  }
  const auto made = think_up(then_, tried, {.first_row = kFirstNew});
  for (const auto& each : made.unwritten) {
    result_.notes.insert("code of then on " + each.table + ": " + each.why);
  }
  new_rounds_ = made.rounds;
}

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
  auto taken = shadow::take_snapshot(*connect(database));
  if (!taken) FAIL(taken.error().message);
  return *std::move(taken);
}

/// Each application where nothing changes: whatever fails there is the fault of this test. Columns
/// that differ afterwards are those that triggers fill as they like.
void Load::alone() {
  expected_ = snapshot_of(then_);
  const auto before = snapshot_of(target_);
  auto clients = start(target_, "alone-old", old_rounds_, kTransactionsAlone);
  for (auto& each : start(then_, "alone-new", new_rounds_, kTransactionsAlone)) {
    clients.push_back(std::move(each));
  }
  for (const auto& each : clients) {
    each->stop();
    result_.alone.add(each->tally());
  }
  for (const auto& [was, is] : {std::pair{before.tables, snapshot_of(target_).tables},
                                std::pair{expected_.tables, snapshot_of(then_).tables}}) {
    for (const auto& column : shadow::differing_columns(was, is)) {
      accepted_.insert("values of " + column);
    }
  }
}

/// Those that code of then may do when it is deployed. Of the tables that it has to leave alone it
/// reads what can be read, as code of both times does.
std::vector<shadow::Round> Load::rounds_before_contract() const {
  const auto later = shadow::later_tables(plan_);
  const auto session = connect(target_);
  auto out = new_rounds_;
  for (auto& round : out) {
    if (!later.contains(round.table)) continue;
    const auto readable = !round.read.empty() && session->run(round.read);
    round = {.table = round.table, .client = round.client, .read = readable ? round.read : ""};
  }
  return out;
}

/// Time for every client to have sent everything.
void Load::breathe() { live::run(*connect(target_), "SELECT pg_sleep(1)"); }

/// The gate wants the old name to have rested for a minute; the clock that it reads is set back.
void Load::let_a_minute_pass() {
  live::run(*connect(target_),
            "SELECT setval(oid::regclass, 1) FROM pg_class WHERE relkind = 'S' AND relname LIKE "
            "'pgstage\\_last\\_write%'");
}

void Load::through(const plan::Phase& phase) {
  const auto name = std::string{plan::to_string(phase.name)};
  const auto said = (folder_ / ("apply-" + name)).string();
  Running apply(
      {PGSTAGE_BINARY_DIR "/pgstage", "apply", (folder_ / "plan.json").string(), "--isolated",
       "--database-url", server().url(target_), "--through", name, "--auto-approve"},
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

/// The clients left everything as it was, so the end is that of the migration as written.
void Load::compare() {
  accepted_.insert(plan_.accepted_differences.begin(), plan_.accepted_differences.end());
  for (const auto& [name, table] : expected_.tables) {
    if (table.key.empty()) accepted_.insert("rows of " + name);
  }
  const auto found = snapshot_of(target_);
  for (auto& line : shadow::differences(expected_, found, {accepted_.begin(), accepted_.end()})) {
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
  if (std::none_of(kFillings.begin(), kFillings.end(),
                   [&](const Filling& filling) { return fill(filling); })) {
    result_.left_out = "the migration as written fails: " + result_.left_out;
    return result_;
  }
  think_up_old();
  think_up_new();
  if (result_.left_out.empty() && old_rounds_.empty()) result_.left_out = "there is no table";
  if (!result_.left_out.empty()) return result_;
  result_.prepared_anew = says_prepared_statements(plan_);
  std::ofstream(folder_ / "plan.json") << report::plan_json(plan_);
  alone();
  old_ = start(target_, "old", old_rounds_, 0);
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
    new_ = start(target_, "new", rounds_before_contract(), 0);
    breathe();
  }
  stop(old_);
  if (result_.problems.empty()) breathe();
  stop(new_);
  if (result_.problems.empty() && !shadow::later_tables(plan_).empty()) {
    new_ = start(target_, "end", new_rounds_, 0);
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

bool says_prepared_statements(const plan::Plan& plan) {
  const auto says = [](const std::string& text) {
    return text.find("prepared statements") != std::string::npos;
  };
  return std::any_of(
             plan.phases.begin(), plan.phases.end(),
             [&](const plan::Phase& phase) { return phase.gate && says(phase.gate->says); }) ||
         std::any_of(plan.accepted_differences.begin(), plan.accepted_differences.end(), says);
}

LoadResult carry_out_under_load(const tests::RecipeSample& sample) { return Load(sample).run(); }

}  // namespace pgstage::live
