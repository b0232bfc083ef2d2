#include <algorithm>

#include "locks.hpp"
#include "steps.hpp"

namespace pgstage::apply {
namespace {

class Rehearsal {
 public:
  Rehearsal(db::Session& session, const JournalEntry& entry, const Options& options, bool undo)
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
    const auto& sql = undo_ ? step.undo : step.sql;
    const bool in_transaction = undo_ ? step.undo_transaction : step.transaction;
    if (sql.empty()) return std::vector<std::string>{};
    if (!in_transaction || (!undo_ && step.kind != plan::StepKind::Sql)) return sql;
    const auto locks = locks_of(session_, step, undo_);
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
  db::Session& session_;
  const JournalEntry& entry_;
  const Options& options_;
  bool undo_;
};

}  // namespace

Result<std::vector<Rehearsed>> rehearse(const plan::Plan& plan, db::Connector& connector,
                                        const Options& options, bool undo) {
  auto session = connector.connect("pgstage rehearsal");
  if (!session) return session.error();
  const auto entry = Journal(options.journal_schema, plan.id).read(**session);
  if (!entry) return entry.error();
  if (undo) {
    if (auto allowed = refuse_what_cannot_be_undone(plan, *entry); !allowed) return allowed.error();
  }
  const Rehearsal rehearsal(**session, *entry, options, undo);
  std::vector<Rehearsed> out;
  for (const auto& phase : plan.phases) {
    for (const auto& step : phase.steps) {
      if (!rehearsal.is_left(phase, step)) continue;
      auto sql = rehearsal.statements(step);
      if (!sql) return sql.error();
      out.push_back({&phase, &step, *std::move(sql)});
    }
  }
  if (undo) std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace pgstage::apply
