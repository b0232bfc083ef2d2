#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "executing.hpp"

namespace pgstage::cli {

Result<ExitStatus> dry_run(const plan::Plan& plan, const apply::Options& options, bool undo,
                           const po::variables_map& values, Environment& environment) {
  std::unique_ptr<db::Connector> connector;
  if (names_database(values, environment)) {
    auto named = connector_of(values, environment);
    if (!named) return named.error();
    connector = *std::move(named);
  }
  const auto steps = apply::rehearse(plan, connector.get(), options, undo);
  if (!steps) return steps.error();
  auto& out = environment.out;
  if (!connector) {
    out << fmt::format(
        "-- no database was named: as if {} had been done, and without LOCK TABLE, which goes by "
        "what is there\n",
        undo ? "all before contract" : "nothing");
  }
  const plan::Phase* phase = nullptr;
  for (const auto& each : *steps) {
    if (each.phase != phase) {
      phase = each.phase;
      out << "-- phase " << to_string(phase->name) << "\n";
      const bool at_begin = each.step == &phase->steps.front();
      if (phase->gate && !undo && at_begin) out << "-- gate: " << phase->gate->says << "\n";
    }
    out << fmt::format("-- {}{}: {}\n", undo ? "undo of " : "", each.step->id, each.step->title);
    if (each.step->kind == plan::StepKind::Check) out << "-- stops unless this is true\n";
    if (each.step->kind == plan::StepKind::Wait) out << "-- waits until this is true\n";
    if (each.step->chunks && !undo) out << "-- a range of rows at a time, $1 to $2\n";
    for (const auto& sql : each.sql) out << sql << ";\n";
  }
  if (steps->empty()) out << "-- nothing is left to do\n";
  return ExitStatus::Done;
}

}  // namespace pgstage::cli
