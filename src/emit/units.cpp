#include "units.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "as_sql.hpp"

namespace pgstage::emit {
namespace {

using plan::Step;
using plan::StepKind;
using source::Alone;
using source::Command;

/// What decides which steps may share a transaction.
enum class Nature {
  Free,            ///< Locks nothing that was there before.
  Shuts,           ///< Shuts others out, for a moment.
  Patient,         ///< May take its time and shuts nobody out; harmless when it is run again.
  Apart,           ///< Shares its transaction with nobody.
  WayBackOutside,  ///< The same, and its undo refuses a transaction.
  Outside,         ///< Refuses a transaction.
};

LockMode strongest_lock(const Step& step) {
  auto out = LockMode::AccessShare;
  for (const auto& [relation, mode] : step.locks) out = std::max(out, mode);
  return out;
}

/// A label that a transaction adds cannot be used in it (manual, ALTER TYPE).
bool changes_type(const Step& step) {
  return std::any_of(step.sql.begin(), step.sql.end(),
                     [](const auto& sql) { return sql.starts_with("ALTER TYPE"); });
}

Nature nature_of(const Step& step) {
  if (step.kind == StepKind::Backfill || !step.transaction) return Nature::Outside;
  if (!step.undo_transaction) return Nature::WayBackOutside;
  if (step.kind != StepKind::Sql) return Nature::Patient;
  if (changes_type(step) || !step.brief) return Nature::Apart;
  if (step.locks.empty()) return Nature::Free;
  const auto strongest = strongest_lock(step);
  if (blocks_writes(strongest)) return Nature::Shuts;
  const bool again = step.sql.size() == 1 && step.undo.empty();
  return again && strongest == LockMode::ShareUpdateExclusive ? Nature::Patient : Nature::Apart;
}

/// An index that was begun and not finished is in the way of the next try.
std::string clears_up(const Step& step, const std::string& sql) {
  constexpr std::string_view kBegins = "DROP INDEX CONCURRENTLY IF EXISTS";
  const bool builds = sql.starts_with("CREATE INDEX CONCURRENTLY") ||
                      sql.starts_with("CREATE UNIQUE INDEX CONCURRENTLY");
  const bool drops = step.undo.size() == 1 && step.undo.front().starts_with(kBegins);
  return builds && drops ? step.undo.front() : std::string{};
}

std::string run_again(std::string sql) {
  constexpr std::string_view kDrop = "DROP INDEX CONCURRENTLY ";
  constexpr std::string_view kIf = "IF EXISTS ";
  const std::string_view rest = std::string_view(sql).substr(std::min(kDrop.size(), sql.size()));
  if (sql.starts_with(kDrop) && !rest.starts_with(kIf)) sql.insert(kDrop.size(), kIf);
  return sql;
}

constexpr std::string_view kShortWait = "lock_timeout = '2s'";
constexpr std::string_view kIgnored =
    "pgstage:ignore unanalyzable-sql -- it runs definitions that were read from the catalog";

bool runs_what_was_kept(std::string_view sql) {
  return sql.starts_with("SELECT pgstage.restore(") ||
         sql.starts_with("SELECT pgstage.copy_dress(");
}

std::vector<Command> commands(const std::string& says, const std::vector<std::string>& statements) {
  std::vector<Command> out;
  for (const auto& sql : statements) {
    const auto words = out.empty() ? says : std::string{};
    const auto ignored = runs_what_was_kept(sql) ? std::string{kIgnored} : std::string{};
    out.push_back({words + (words.empty() || ignored.empty() ? "" : "\n") + ignored, sql});
  }
  return out;
}

std::string says(const Step& step) { return fmt::format("{}: {}", step.id, step.title); }

std::string undoes(const Step& step) { return fmt::format("undo {}: {}", step.id, step.title); }

void append(std::vector<Command> what, std::vector<Command>& to) {
  std::move(what.begin(), what.end(), std::back_inserter(to));
}

class Cutter {
 public:
  Cutter(const plan::Plan& plan, Alone alone) : plan_(plan), alone_(alone) {}

  std::vector<Unit> run() {
    for (const auto& phase : plan_.phases) {
      phase_ = &phase;
      if (phase.gate && !units_.empty()) ++deploy_;
      first_ = true;
      joinable_ = false;
      if (phase.gate) demand_checks(phase);
      for (const auto& step : phase.steps) add(step);
    }
    for (auto& unit : units_) settle(unit);
    return std::move(units_);
  }

 private:
  Unit& begin(bool transaction) {
    auto& unit = units_.emplace_back();
    unit.phase = phase_->name;
    unit.deploy = deploy_;
    if (first_ && phase_->gate) unit.gate = &*phase_->gate;
    unit.up.transaction = transaction;
    first_ = false;
    joinable_ = true;
    held_.clear();
    shuts_ = false;
    return unit;
  }

  Unit& join_or_begin(bool transaction) {
    const bool joins = joinable_ && units_.back().up.transaction == transaction;
    return joins ? units_.back() : begin(transaction);
  }

  /// Together with the first step, where that may be.
  void demand_checks(const plan::Phase& phase) {
    const auto first = phase.steps.empty() ? Nature::Free : nature_of(phase.steps.front());
    const bool outside = first == Nature::Outside || first == Nature::Patient;
    for (const auto& check : phase.gate->checks) {
      join_or_begin(!outside || alone_ == Alone::OneStatement)
          .up.commands.push_back(
              {"The gate: " + check.says, demand_at_gate(check.sql, check.says, phase.gate->says)});
    }
  }

  void add(const Step& step) {
    switch (nature_of(step)) {
      case Nature::Free:
        take(step, join_or_begin(true));
        break;
      case Nature::Shuts:
        take(step, may_share(step) ? join_or_begin(true) : begin(true));
        shuts_ = true;
        for (const auto& [relation, mode] : step.locks) {
          held_[relation] = std::max(held_[relation], mode);
        }
        break;
      case Nature::Patient:
        take(step, alone_ == Alone::Statements ? join_or_begin(false) : begin(true));
        joinable_ = alone_ == Alone::Statements;
        break;
      case Nature::Apart:
        take(step, begin(true));
        joinable_ = false;
        break;
      case Nature::WayBackOutside:
        if (alone_ == Alone::Statements) {
          take(step, begin(true));
        } else {
          take_one_by_one(step);
        }
        joinable_ = false;
        break;
      case Nature::Outside:
        if (alone_ == Alone::Statements) {
          take(step, join_or_begin(false));
        } else {
          take_one_by_one(step);
        }
        break;
    }
  }

  /// Who holds a lock does not wait for another one, and who locks by name does so first.
  bool may_share(const Step& step) const {
    if (step.sql.front().starts_with("LOCK TABLE")) return false;
    if (!shuts_) return true;
    return std::all_of(step.locks.begin(), step.locks.end(), [&](const auto& lock) {
      const auto found = held_.find(lock.first);
      return found != held_.end() && found->second >= lock.second;
    });
  }

  /// What one step sends, in a unit that may send several statements.
  void take(const Step& step, Unit& unit) {
    unit.steps.push_back(&step);
    append(forward(step), unit.up.commands);
  }

  std::vector<Command> forward(const Step& step) const {
    switch (step.kind) {
      case StepKind::Backfill:
        return {{says(step), backfill_block(step)}};
      case StepKind::Check:
        return {{says(step), demand(step.post, "it is not so: " + step.title,
                                    "Mend the rows, then run this again.")}};
      case StepKind::Wait:
        return {{says(step), wait_for(step.post, step.title)}};
      case StepKind::Sql:
        break;
    }
    std::vector<std::string> sql;
    for (const auto& each : step.sql) {
      const auto first = step.transaction ? std::string{} : clears_up(step, each);
      if (!first.empty()) sql.push_back(first);
      sql.push_back(step.transaction ? each : run_again(each));
    }
    return commands(says(step), sql);
  }

  /// A unit for each statement; of the way back as well, the last one first.
  void take_one_by_one(const Step& step) {
    const auto first = units_.size();
    if (step.kind == StepKind::Sql && step.transaction) {
      begin(true).up.commands = commands(says(step), step.sql);
    } else if (step.kind == StepKind::Sql) {
      for (const auto& sql : step.sql) {
        begin(false).up.commands = {{says(step), run_again(sql)}};
      }
    } else {
      begin(false).up.commands = forward(step);
    }
    const auto wanted =
        step.undo_transaction ? std::min<std::size_t>(step.undo.size(), 1) : step.undo.size();
    while (units_.size() - first < wanted) {
      begin(true).up.commands = {{says(step) + "; only the way back has more to do", "SELECT 1"}};
    }
    for (std::size_t i = 0; i < wanted; ++i) {
      auto& down = units_[units_.size() - 1 - i].down;
      down.transaction = step.undo_transaction;
      down.commands = commands(
          says(step), step.undo_transaction ? step.undo : std::vector{run_again(step.undo[i])});
    }
    for (auto i = first; i < units_.size(); ++i) units_[i].steps.push_back(&step);
    joinable_ = false;
  }

  bool irreversible(const Step& step) const {
    const auto& ids = plan_.irreversible;
    return std::find(ids.begin(), ids.end(), step.id) != ids.end();
  }

  /// The way back of the whole unit, and the timeouts of both.
  void settle(Unit& unit) const {
    const bool alone = unit.up.commands.size() == 1 && unit.steps.size() == 1;
    if (alone && nature_of(*unit.steps.front()) == Nature::Patient) unit.up.transaction = true;
    const auto final = std::find_if(unit.steps.begin(), unit.steps.end(),
                                    [&](const auto* step) { return irreversible(*step); });
    if (final != unit.steps.end()) {
      unit.down = {.commands = {{"", refuse(fmt::format("{} cannot be undone", says(**final)),
                                            "What it took away is only in a backup.")}},
                   .transaction = true};
    } else if (unit.down.commands.empty()) {
      undo_all(unit);
    }
    const bool shuts = std::any_of(unit.steps.begin(), unit.steps.end(), [](const auto* step) {
      return step->transaction && step->brief && blocks_writes(strongest_lock(*step));
    });
    const bool brief = std::all_of(unit.steps.begin(), unit.steps.end(),
                                   [](const auto* step) { return step->brief; });
    unit.up.settings = timeouts(unit.up, brief, shuts);
    if (!unit.down.commands.empty() && final == unit.steps.end()) {
      unit.down.settings = timeouts(unit.down, brief, false);
    }
  }

  void undo_all(Unit& unit) const {
    auto& down = unit.down;
    down.transaction = std::all_of(unit.steps.begin(), unit.steps.end(), [](const auto* step) {
      return step->undo_transaction || step->undo.empty();
    });
    for (auto step = unit.steps.rbegin(); step != unit.steps.rend(); ++step) {
      auto undo = (*step)->undo;
      if (undo.empty()) continue;
      if (!down.transaction && (*step)->undo_transaction) {
        undo.insert(undo.begin(), {"BEGIN", fmt::format("SET LOCAL {}", kShortWait)});
        undo.emplace_back("COMMIT");
      }
      append(commands(undoes(**step), undo), down.commands);
    }
  }

  /// A statement that has to be alone in its message leaves no room for them.
  std::vector<std::string> timeouts(const source::Part& part, bool brief, bool shuts) const {
    if (!part.transaction && alone_ == Alone::OneStatement) return {};
    // Who waits for long transactions and shuts nobody out only loses what was begun when the wait
    // is cut short.
    if (!part.transaction && brief) return {"lock_timeout = '10min'", "statement_timeout = 0"};
    return {std::string{kShortWait}, shuts ? "statement_timeout = '15s'" : "statement_timeout = 0"};
  }

  const plan::Plan& plan_;
  Alone alone_;
  std::vector<Unit> units_;
  const plan::Phase* phase_ = nullptr;
  std::size_t deploy_ = 0;
  bool first_ = false;
  bool joinable_ = false;
  bool shuts_ = false;  ///< The last unit shuts others out.
  std::map<std::string, LockMode> held_;
};

}  // namespace

std::vector<Unit> cut(const plan::Plan& plan, Alone alone) { return Cutter(plan, alone).run(); }

}  // namespace pgstage::emit
