#include "annotate.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/effects/effects.hpp"

namespace pgstage::plan {
namespace {

class Annotator {
 public:
  Annotator(Plan& plan, const catalog::Replay& start, ServerVersion version)
      : plan_(plan), replay_(start), version_(version) {}

  void run() {
    for (auto& phase : plan_.phases) {
      for (auto& step : phase.steps) annotate(step);
    }
  }

 private:
  void annotate(Step& step) {
    const catalog::Catalog before = replay_.catalog();
    if (step.transaction) replay_.begin();
    for (const auto& sql : step.sql) {
      const auto script = sql::Script::parse(sql);
      for (const auto& statement : script.statements()) {
        const auto view = statement.view();
        take(step, effects::analyze(statement, view, replay_, version_), before);
        replay_.advance(view, script, statement.span());
      }
    }
    replay_.commit();
  }

  void take(Step& step, const effects::Effects& effects, const catalog::Catalog& before) {
    for (const auto& lock : effects.locks) {
      // What the step itself makes is nobody else's.
      if (before.relation(lock.relation) == nullptr && replay_made(lock.relation)) continue;
      auto& mode = step.locks.try_emplace(lock.relation.sql(), lock.mode).first->second;
      mode = std::max(mode, lock.mode);
    }
    for (const auto& scan : effects.scans) {
      estimate(step, scan.table);
      warn(step, effects, scan.table);
    }
  }

  bool replay_made(const QualifiedName& name) const {
    const auto* found = replay_.catalog().relation(name);
    return found != nullptr && found->created_in_batch;
  }

  void estimate(Step& step, const QualifiedName& table) const {
    const auto* found = replay_.catalog().relation(table);
    if (found == nullptr || !found->size) return;
    step.estimate.rows = std::max(step.estimate.rows.value_or(0), found->size->rows);
    step.estimate.bytes = std::max(step.estimate.bytes.value_or(0), found->size->bytes);
  }

  void warn(Step& step, const effects::Effects& effects, const QualifiedName& table) {
    const auto mode = effects.lock_on(table);
    if (!mode || !blocks_writes(*mode) || replay_made(table)) return;
    const auto* found = replay_.catalog().relation(table);
    const bool written = found == nullptr || found->kind != catalog::RelationKind::MaterializedView;
    if (!written && !blocks_reads(*mode)) return;
    step.brief = false;
    const std::string warning =
        fmt::format("step {} ({}) reads all of {} while {} wait", step.id, step.title, table.sql(),
                    blocks_reads(*mode) ? "reads and writes" : "writes");
    auto& warnings = plan_.warnings;
    if (std::find(warnings.begin(), warnings.end(), warning) == warnings.end()) {
      warnings.push_back(warning);
    }
  }

  Plan& plan_;
  catalog::Replay replay_;
  ServerVersion version_;
};

}  // namespace

void annotate(Plan& plan, const catalog::Replay& start, ServerVersion version) {
  Annotator(plan, start, version).run();
}

}  // namespace pgstage::plan
