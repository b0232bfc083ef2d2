#include "rehearsal.hpp"

#include <algorithm>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "pgstage/shadow/rows.hpp"
#include "pgstage/sql/script.hpp"

#include "support.hpp"

namespace pgstage::live {
namespace {

constexpr std::size_t kFirstOld = 10001;
constexpr std::size_t kFirstNew = 20001;

std::vector<std::string> statements_of(const std::string& text) {
  const auto script = sql::Script::parse(text);
  std::vector<std::string> out;
  for (const auto& statement : script.statements()) out.emplace_back(script.text(statement.span()));
  return out;
}

/// Each alone; the first error, or nothing. Roles are made as they are asked for.
std::string send(db::Session& session, const std::vector<std::string>& statements) {
  constexpr std::string_view kNoRole = "42704";
  constexpr std::string_view kRoleIsThere = "42710";
  for (const auto& statement : statements) {
    auto done = session.run(statement);
    while (!done && done.error().sqlstate == kNoRole &&
           done.error().message.starts_with("role \"")) {
      const auto& message = done.error().message;
      const auto role = message.substr(5, message.find('"', 6) - 4);
      if (!session.run("CREATE ROLE " + role)) break;
      done = session.run(statement);
    }
    // A role outlasts the database that it was made in.
    const bool made = !done && done.error().sqlstate == kRoleIsThere;
    if (!done && !made) return done.error().message;
  }
  return {};
}

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

}  // namespace

std::unique_ptr<db::Session> connect_to(const std::string& database) {
  auto session = server().connect(database);
  if (!session) return nullptr;
  return *std::move(session);
}

Rehearsal::Rehearsal(const tests::RecipeSample& sample, const plan::Plan& plan)
    : sample_(sample), plan_(plan), migration_(statements_of(sample.migration)) {}

Rehearsal::~Rehearsal() {
  const auto session = connect_to("postgres");
  for (const auto& name : databases_) {
    if (session) (void)session->run("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }
}

std::string Rehearsal::copy(const std::string& what) {
  static int number = 0;
  databases_.push_back(fmt::format("load_{}", ++number));
  live::run(*connect_to("postgres"),
            fmt::format("CREATE DATABASE {} TEMPLATE {}", databases_.back(), what));
  return databases_.back();
}

/// Makes the rows. Tells why the migration cannot take them.
std::string Rehearsal::fill(const Filling& filling) {
  template_ = copy("template0");
  {
    const auto session = connect_to(template_);
    auto why = send(*session, statements_of(sample_.schema));
    if (!why.empty()) return why;
    const auto filled = shadow::fill(*session, {.per_table = filling.rows, .style = filling.style});
    if (!filled) FAIL(filled.error().message);
    live::run(*session, "ANALYZE");
  }
  target_ = copy(template_);
  then_ = copy(template_);
  style_ = filling.style;
  return send(*connect_to(then_), migration_);
}

std::string Rehearsal::migrated(const std::string& database) {
  auto name = copy(database);
  return send(*connect_to(name), migration_).empty() ? name : "";
}

shadow::Rounds Rehearsal::think_up(const std::string& known, const std::string& tried,
                                   shadow::RoundOptions options) const {
  options.style = style_;
  options.clients = kClients;
  auto rounds = shadow::think_up_rounds(*connect_to(known), *connect_to(tried), options);
  if (!rounds) FAIL(rounds.error().message);
  return *std::move(rounds);
}

/// Whatever code of before writes, the migration has to take it, table by table. What the clients
/// of one table leave to those of another does not count: it may be gone again.
void Rehearsal::think_up_old() {
  auto options = shadow::rounds_of_old_code(plan_);
  options.first_row = kFirstOld;
  const auto free = think_up(target_, copy(template_), options);
  options.like_others = true;
  const auto alike = think_up(target_, copy(template_), options);
  for (const auto& table : tables_of(free.rounds)) {
    std::string why;
    for (const auto* rounds : {&free.rounds, &alike.rounds}) {
      const auto tried = connect_to(copy(template_));
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
    if (!why.empty()) notes_.insert("no writes of before to " + table + ": " + why);
  }
}

std::string Rehearsal::think_up_new() {
  const auto tried = copy(template_);
  {
    const auto session = connect_to(tried);
    std::vector<std::string> halves;
    for (const auto& table : tables_of(old_rounds_)) {
      for (auto& half : halves_of(old_rounds_, table)) halves.push_back(std::move(half));
    }
    auto why = send(*session, halves);
    if (why.empty()) why = send(*session, migration_);
    if (!why.empty()) return "the migration takes no rows of code of before together: " + why;
  }
  const auto made = think_up(then_, tried, {.first_row = kFirstNew});
  for (const auto& each : made.unwritten) {
    notes_.insert("no writes of then to " + each.table + ": " + each.why);
  }
  new_rounds_ = made.rounds;
  return {};
}

// From demanding to what more migrations take.
std::string Rehearsal::make() {
  std::string why;
  for (const Filling& filling :
       {Filling{shadow::RowStyle::Plain, 2000}, Filling{shadow::RowStyle::Digits, 2000},
        Filling{shadow::RowStyle::Plain, 100}}) {
    why = fill(filling);
    if (why.empty()) break;
  }
  if (!why.empty()) return "the migration as written fails: " + why;
  think_up_old();
  return old_rounds_.empty() ? "there is no table" : think_up_new();
}

}  // namespace pgstage::live
