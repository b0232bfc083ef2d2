#include "annotate.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "pgstage/catalog/tree.hpp"
#include "pgstage/effects/cost.hpp"
#include "pgstage/effects/effects.hpp"
#include "pgstage/effects/room.hpp"
#include "pgstage/model/names.hpp"

#include "steps.hpp"

namespace pgstage::plan {
namespace {

class Annotator {
 public:
  Annotator(Plan& plan, const catalog::Replay& start, ServerVersion version)
      : plan_(plan), start_(start.catalog()), replay_(start), version_(version) {}

  void run() {
    for (auto& phase : plan_.phases) {
      const catalog::Catalog before = replay_.catalog();
      broken_.clear();
      old_code_runs_ = phase.name != PhaseName::Contract;
      for (auto& step : phase.steps) annotate(step);
      if (phase.gate) phase.gate->retires = retired_since(before);
    }
  }

 private:
  template <class See>
  void read(const std::vector<std::string>& statements, bool transaction, catalog::Replay& replay,
            const See& see) const {
    if (transaction) replay.begin();
    for (const auto& sql : statements) {
      const auto script = sql::Script::parse(sql);
      for (const auto& statement : script.statements()) {
        const auto view = statement.view();
        see(effects::analyze(statement, view, replay, version_));
        replay.advance(view, script, statement.span());
      }
    }
    replay.commit();
  }

  void annotate(Step& step) {
    const catalog::Catalog before = replay_.catalog();
    longest_ = 0;
    renamed_.clear();
    read(step.sql, step.transaction, replay_,
         [&](const effects::Effects& effects) { take(step, effects, before); });
    for (const auto& [table, warning] : renamed_) {
      // A table that has its name now is replicated in its place.
      const auto* now = replay_.catalog().relation(table);
      if (now == nullptr || now->kind != catalog::RelationKind::Table) warn(warning);
    }
    if (!step.brief) step.estimate.stall = step.estimate.seconds;
    if (!step.undo.empty()) annotate_undo(step);
  }

  void annotate_undo(Step& step) {
    const auto& after = replay_.catalog();
    auto replay = replay_;
    bool computed = false;
    read(step.undo, step.undo_transaction, replay, [&](const effects::Effects& effects) {
      computed |= effects.kind == "SELECT" || effects.kind == "DO";
      for (const auto& lock : effects.locks) {
        // What the undo itself makes is nobody else's; what nobody knows may be in use.
        const auto* made = replay.catalog().relation(lock.relation);
        const bool is_new = made != nullptr && made->created_in_batch;
        if (after.relation(lock.relation) == nullptr && is_new) continue;
        add(lock.relation.sql(), lock.mode, step.undo_locks);
      }
    });
    if (!computed) return;
    // A definition that was kept is put back on what the step locked, by the strongest lock if that
    // kept writers out.
    for (const auto& [relation, mode] : step.locks) {
      add(relation, blocks_writes(mode) ? LockMode::AccessExclusive : mode, step.undo_locks);
    }
  }

  static void add(const std::string& relation, LockMode mode,
                  std::map<std::string, LockMode>& locks) {
    auto& strongest = locks.try_emplace(relation, mode).first->second;
    strongest = std::max(strongest, mode);
  }

  /// Of what statements of the phase took from running code, that which is not there again.
  std::vector<std::string> retired_since(const catalog::Catalog& before) const {
    std::set<std::string> out;
    for (const auto& [name, column] : broken_) {
      const auto* known = start_.relation(name);
      const auto* lasted = before.relation(name);
      const auto* now = replay_.catalog().relation(name);
      if (start_.relations().empty() && lasted == nullptr && is_gone(now, column)) {
        out.insert(column.empty() ? name.sql() : column_object(name, column));
      }
      if (known == nullptr || lasted == nullptr) continue;
      if (now == nullptr && column.empty()) out.insert(name.sql());
      if (now == nullptr) continue;
      // A view that stood for the table may have gone, and a column with it.
      for (const auto& each : known->columns) {
        const bool asked = column.empty() || each.name == column;
        if (!asked || !may_have(*lasted, each.name) || may_have(*now, each.name)) continue;
        out.insert(column_object(name, each.name));
      }
    }
    return {out.begin(), out.end()};
  }

  /// No query names an index or a type of which nobody knows what it is.
  static bool drops_rows(const effects::Effects& effects) {
    return effects.kind == "DROP TABLE" || effects.kind == "DROP VIEW" ||
           effects.kind == "DROP MATERIALIZED VIEW" || effects.kind == "DROP FOREIGN TABLE";
  }

  /// Where nothing was known, that is gone which was taken away, unless it was made anew.
  static bool is_gone(const catalog::Relation* now, const std::string& column) {
    if (now == nullptr) return true;
    return !now->created_in_batch && !column.empty() && now->column(column) == nullptr;
  }

  /// Not of every view it is known which columns it has.
  static bool may_have(const catalog::Relation& relation, const std::string& column) {
    return relation.columns.empty() || relation.column(column) != nullptr;
  }

  void take(Step& step, const effects::Effects& effects, const catalog::Catalog& before) {
    for (const auto& lock : effects.locks) {
      // What the step itself makes is nobody else's.
      if (before.relation(lock.relation) == nullptr && replay_made(lock.relation)) continue;
      add(lock.relation.sql(), lock.mode, step.locks);
    }
    estimate(step, effects);
    for (const auto& scan : effects.scans) warn_of_waiting(step, effects, scan.table);
    for (const auto& gone : effects.drops) {
      if (start_.relation(gone) != nullptr || drops_rows(effects)) broken_.emplace(gone, "");
    }
    for (const auto& broken : effects.breaks) {
      using What = effects::Broken::What;
      if (broken.what == What::Name || broken.what == What::Gone) {
        broken_.emplace(broken.relation, broken.part);
      }
      warn_of_another_type(broken);
      if (!brings_something(effects, broken)) continue;
      const auto warning = about_subscribers(step, broken.relation);
      const bool renamed = broken.what == What::Name && broken.part.empty();
      if (warning.empty()) continue;
      if (renamed) {
        renamed_.emplace_back(broken.relation, warning);
      } else {
        warn(warning);
      }
    }
  }

  bool replay_made(const QualifiedName& name) const {
    const auto* found = replay_.catalog().relation(name);
    return found != nullptr && found->created_in_batch;
  }

  /// What the statement goes through; a backfill, the table that it changes.
  static std::set<QualifiedName> tables_of(const Step& step, const effects::Effects& effects) {
    std::set<QualifiedName> out;
    if (step.kind == StepKind::Backfill) {
      for (const auto& lock : effects.locks) {
        if (lock.mode == LockMode::RowExclusive) out.insert(lock.relation);
      }
      return out;
    }
    for (const auto& scan : effects.scans) out.insert(scan.table);
    for (const auto& rewrite : effects.rewrites) out.insert(rewrite.table);
    return out;
  }

  void estimate(Step& step, const effects::Effects& effects) {
    auto& estimate = step.estimate;
    for (const auto& table : tables_of(step, effects)) {
      const auto cost = effects::cost_on(table, effects, replay_.catalog());
      if (!cost) continue;
      estimate.rows = std::max(estimate.rows.value_or(0), cost->rows);
      estimate.bytes = std::max(estimate.bytes.value_or(0), cost->bytes);
      estimate.seconds = estimate.seconds.value_or(0) + cost->seconds;
      const auto room =
          effects::room_on(table, effects, replay_.catalog()).value_or(effects::Room{});
      estimate.disk = estimate.disk.value_or(0) + room.disk;
      estimate.wal = estimate.wal.value_or(0) + room.wal;
      if (!estimate.source.empty() && cost->seconds <= longest_) continue;
      longest_ = cost->seconds;
      const auto takes = effects::words(room);
      estimate.source = fmt::format("{}: {}{}{}", table.sql(), effects::words(*cost),
                                    takes.empty() ? "" : "; ", takes);
    }
  }

  void warn(std::string warning) {
    auto& warnings = plan_.warnings;
    if (std::find(warnings.begin(), warnings.end(), warning) == warnings.end()) {
      warnings.push_back(std::move(warning));
    }
  }

  void warn_of_waiting(Step& step, const effects::Effects& effects, const QualifiedName& table) {
    const auto mode = effects.lock_on(table);
    if (!mode || !blocks_writes(*mode) || replay_made(table)) return;
    const auto* found = replay_.catalog().relation(table);
    const bool written = found == nullptr || found->kind != catalog::RelationKind::MaterializedView;
    if (!written && !blocks_reads(*mode)) return;
    step.brief = false;
    warn(fmt::format("step {} ({}) reads all of {} while {} wait", step.id, step.title, table.sql(),
                     blocks_reads(*mode) ? "reads and writes" : "writes"));
  }

  /// Behind a gate there is no such code, or the gate says it.
  void warn_of_another_type(const effects::Broken& broken) {
    using What = effects::Broken::What;
    const bool another = broken.what == What::Type || broken.what == What::Modifier;
    const auto* known = start_.relation(broken.relation);
    if (!another || !old_code_runs_ || known == nullptr || replay_made(broken.relation)) return;
    if (known->column(broken.part) == nullptr) return;
    warn(fmt::format(
        "{} has another type from one moment to the next: prepared statements that return it fail "
        "once in each session (0A000), until clients prepare them anew",
        column_object(broken.relation, broken.part)));
  }

  /// A column, a name or a type that rows did not have before.
  static bool brings_something(const effects::Effects& effects, const effects::Broken& broken) {
    using What = effects::Broken::What;
    if (broken.what == What::Name || broken.what == What::Type || broken.what == What::Modifier) {
      return true;
    }
    if (broken.what != What::RowShape || broken.part.empty()) return false;
    return std::none_of(effects.breaks.begin(), effects.breaks.end(), [&](const auto& each) {
      return each.what == What::Gone && each.relation == broken.relation &&
             each.part == broken.part;
    });
  }

  /// Logical replication carries rows and no changes of the schema.
  std::string about_subscribers(const Step& step, const QualifiedName& table) const {
    if (replay_made(table)) return {};
    const auto publication = catalog::published_by(replay_.catalog(), table);
    if (publication.empty()) return {};
    return fmt::format(
        "{} is in publication {}: before step {} give its subscribers what that brings, or they "
        "stop",
        table.sql(), quote_ident(publication), step.id);
  }

  Plan& plan_;
  catalog::Catalog start_;
  catalog::Replay replay_;
  ServerVersion version_;
  /// Published tables that the step at hand renames, and what is to be said of that.
  std::vector<std::pair<QualifiedName, std::string>> renamed_;
  bool old_code_runs_ = true;  ///< While the phase at hand does.
  double longest_ = 0;         ///< Of what the step at hand goes through, in seconds.
  /// What the phase at hand takes away or renames: a relation, or a column of it.
  std::set<std::pair<QualifiedName, std::string>> broken_;
};

}  // namespace

void annotate(Plan& plan, const catalog::Replay& start, ServerVersion version) {
  Annotator(plan, start, version).run();
}

}  // namespace pgstage::plan
