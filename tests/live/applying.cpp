#include "applying.hpp"

#include <algorithm>
#include <thread>

#include <doctest/doctest.h>

#include "pgstage/plan/planner.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::live {
namespace {

double half() { return 0.5; }
bool never() { return false; }

}  // namespace

milliseconds TestClock::now() {
  return std::chrono::duration_cast<milliseconds>(
      std::chrono::steady_clock::now().time_since_epoch());
}

apply::microseconds TestClock::precisely() {
  return std::chrono::duration_cast<apply::microseconds>(
      std::chrono::steady_clock::now().time_since_epoch());
}

void TestClock::sleep(apply::microseconds time) {
  if (on_sleep) on_sleep();
  std::this_thread::sleep_for(std::min<apply::microseconds>(time, milliseconds{20}));
}

void Ear::try_failed(const plan::Step&, int, std::string_view why,
                     const std::vector<apply::Blocker>& in_the_way) {
  whys.emplace_back(why);
  blockers.insert(blockers.end(), in_the_way.begin(), in_the_way.end());
}

bool Ear::heard(std::string_view part) const {
  const auto has = [&](const std::string& text) { return text.find(part) != std::string::npos; };
  return std::any_of(whys.begin(), whys.end(), has) || std::any_of(waits.begin(), waits.end(), has);
}

Stage::Stage(const char* schema, const char* migration, const shadow::Server& server)
    : session(new_database(server)) {
  run(*session, schema);
  url = server.url(one(*session, "SELECT current_database()"));
  const auto before = sql::Script::parse(schema);
  const auto after = sql::Script::parse(migration);
  plan::PlanRequest request;
  request.earlier = {{{}, &before}};
  request.pending = {{{}, &after}};
  request.version = ServerVersion{server.major()};
  auto made = plan::make_plan(request);
  if (!made) FAIL(made.error().message);
  plan = *std::move(made);
  plan.id = "0123456789abcdef";
}

Result<apply::Outcome> Stage::apply(db::Connector& connector, plan::PhaseName through) {
  apply::Surroundings around{clock, ear, yes, half, never};
  options.through = through;
  return apply::apply(plan, connector, options, around);
}

Result<apply::Outcome> Stage::apply(plan::PhaseName through) {
  const auto connector = db::libpq_connector(url);
  return apply(*connector, through);
}

Result<void> Stage::rollback() {
  apply::Surroundings around{clock, ear, yes, half, never};
  const auto connector = db::libpq_connector(url);
  return apply::rollback(plan, *connector, options, around);
}

shadow::Snapshot Stage::snapshot() {
  auto taken = shadow::take_snapshot(*session);
  if (!taken) FAIL(taken.error().message);
  return *std::move(taken);
}

std::unique_ptr<db::Session> Stage::connect(const char* application) {
  auto opened = db::libpq_connector(url)->connect(application);
  if (!opened) FAIL(opened.error().message);
  return *std::move(opened);
}

}  // namespace pgstage::live
