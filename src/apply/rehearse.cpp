#include <algorithm>
#include <memory>

#include "locks.hpp"
#include "steps.hpp"

namespace pgstage::apply {
namespace {

class Rehearsal {
 public:
  Rehearsal(db::Session* session, const JournalEntry& entry, const Options& options, bool undo)
      : session_(session), entry_(entry), options_(options), undo_(undo) {}

  bool is_left(const plan::Phase& phase, const plan::Step& step) const {
    const auto found = entry_.steps.find(step.id);
    if (undo_) return found != entry_.steps.end() && found->second != StepState::Undone;
    if (options_.through && phase.name > *options_.through) return false;
    // What was rolled back begins anew.
    return entry_.phase == "rolled back" || found == entry_.steps.end() ||
           found->second != StepState::Done;
  }

  Result<std::vector<std::string>> statements(const plan::Step& step) const {
    const bool asks = step.kind == plan::StepKind::Check || step.kind == plan::StepKind::Wait;
    if (asks && !undo_) return std::vector<std::string>{step.post};
    const auto& sql = undo_ ? step.undo : step.sql;
    const bool in_transaction = undo_ ? step.undo_transaction : step.transaction;
    if (sql.empty()) return std::vector<std::string>{};
    if (!in_transaction || (!undo_ && step.kind != plan::StepKind::Sql)) return sql;
    const auto locks = session_ != nullptr ? locks_of(*session_, step, undo_)
                                           : Result<std::vector<StepLock>>{declared_by(step)};
    if (!locks) return locks.error();
    const bool cut_off = step.brief && shut_others_out(*locks);
    std::vector<std::string> out = {"BEGIN",
                                    transaction_settings(cut_off, options_.lock_timeout, false)};
    const auto manner = shut_others_out(*locks) ? Manner::AtOnce : Manner::Queued;
    for (auto& lock : lock_statements(*locks, manner)) out.push_back(std::move(lock));
    out.insert(out.end(), sql.begin(), sql.end());
    out.emplace_back("COMMIT");
    return out;
  }

 private:
  /// As far as the plan knows them, which is not who may take them, nor in which order.
  std::vector<StepLock> declared_by(const plan::Step& step) const {
    std::vector<StepLock> out;
    for (const auto& [relation, mode] : undo_ ? step.undo_locks : step.locks) {
      out.push_back({.relation = relation, .mode = mode, .takeable = false});
    }
    return out;
  }

  db::Session* session_;
  const JournalEntry& entry_;
  const Options& options_;
  bool undo_;
};

/// As if the plan had been carried out as far as it can be undone.
JournalEntry before_contract(const plan::Plan& plan) {
  JournalEntry out;
  for (const auto& phase : plan.phases) {
    if (phase.name == plan::PhaseName::Contract) continue;
    for (const auto& step : phase.steps) out.steps[step.id] = StepState::Done;
  }
  return out;
}

}  // namespace

Result<std::vector<Rehearsed>> rehearse(const plan::Plan& plan, db::Connector* connector,
                                        const Options& options, bool undo) {
  std::unique_ptr<db::Session> session;
  JournalEntry entry = undo ? before_contract(plan) : JournalEntry{};
  if (connector != nullptr) {
    auto connected = connector->connect("pgstage rehearsal");
    if (!connected) return connected.error();
    session = *std::move(connected);
    auto read = Journal(options.journal_schema, plan.id).read(*session);
    if (!read) return read.error();
    entry = *std::move(read);
  }
  if (undo) {
    if (auto allowed = refuse_what_cannot_be_undone(plan, entry); !allowed) return allowed.error();
  }
  const Rehearsal rehearsal(session.get(), entry, options, undo);
  std::vector<Rehearsed> out;
  for (const auto& phase : plan.phases) {
    for (const auto& step : phase.steps) {
      if (!rehearsal.is_left(phase, step)) continue;
      auto sql = rehearsal.statements(step);
      if (!sql) return sql.error();
      if (!sql->empty()) out.push_back({&phase, &step, *std::move(sql)});
    }
  }
  if (undo) std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace pgstage::apply
