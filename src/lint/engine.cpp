#include "pgstage/lint/engine.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "pgstage/sql/reader.hpp"

#include "bodies.hpp"
#include "files.hpp"
#include "replays.hpp"
#include "telling.hpp"
#include "timeline.hpp"
#include "verdicts.hpp"

namespace pgstage::lint {
namespace {

std::vector<sql::Script*> scripts_of(const Run& run) {
  std::vector<sql::Script*> out;
  for (const auto& input : run.earlier) out.push_back(input.script);
  for (const auto& batch : run.batches) {
    for (const auto& input : batch) out.push_back(input.script);
  }
  return out;
}

std::size_t pending_files(const Run& run) {
  std::size_t count = 0;
  for (const auto& batch : run.batches) count += batch.size();
  return count;
}

/// Walks a run: replays what is earlier, judges what is pending, and keeps the books of locks.
class Walk {
 public:
  Walk(const Run& run, const catalog::Catalog& start, const Options& options, Listeners listeners)
      : run_(run),
        options_(options),
        reader_(scripts_of(run)),
        replays_(start),
        verdicts_(options, report_, telling_),
        telling_(listeners) {}

  Report go() {
    // What is told of a file points to it.
    report_.files.reserve(pending_files(run_));
    for (const auto& input : run_.earlier) replay_file(input);
    for (const auto& batch : run_.batches) judge_batch(batch);
    verdicts_.ask(Unless::Until::Run, replay_);
    telling_.finish();
    report_.timeline = timeline_.take();
    report_.risks = risks_.take();
    report_.ends = replays_.take();
    return std::move(report_);
  }

 private:
  void replay_file(const Input& input) {
    replays_.turn_to(input.database);
    if (input.sent_as == SentAs::File) replay_.begin();
    for (auto some = reader_.next(); !some.empty(); some = reader_.next()) {
      for (const auto& [statement, view] : some) {
        replay_.advance(view, *input.script, statement.span());
      }
    }
    replay_.commit();
    if (input.hides) replay_.lose_sight();
    files_.knows(input);
  }

  void judge_batch(const Batch& batch) {
    replay_.new_batch();
    past_.clear();
    for (const auto& input : batch) {
      turn_to(input.database);
      if (input.sent_as != SentAs::Batch) end_transaction();
      judge_file(input);
      if (input.sent_as != SentAs::Batch) end_transaction();
      files_.ends(input, replay_, [&](const Rule& rule, const Findings::Draft& draft) {
        verdicts_.take(rule, draft);
      });
      verdicts_.file_ends();
    }
    end_transaction();
    verdicts_.ask(Unless::Until::Deploy, replay_);
  }

  /// No transaction reaches over databases, and to each this deploy is a new one.
  void turn_to(const std::string& database) {
    if (replays_.is_at(database)) return;
    end_transaction();
    replays_.turn_to(database);
    replay_.new_batch();
  }

  /// A message with a single statement is no transaction block (manual, 55.2.2.1).
  static bool in_one_transaction(SentAs sent_as, std::size_t statements) {
    return sent_as != SentAs::Statement && (sent_as != SentAs::Message || statements > 1);
  }

  void end_transaction() {
    replay_.commit();
    verdicts_.ask(Unless::Until::Transaction, replay_);
    past_.end_transaction();
    held_.clear();
    timeline_.release();
  }

  void judge_file(const Input& input) {
    verdicts_.file_begins(input);
    past_.begin_file();
    files_.begins(input, verdicts_.chosen().rules, replay_);
    auto some = reader_.next();
    if (in_one_transaction(input.sent_as, some.size())) replay_.begin();
    in_message_ = input.sent_as == SentAs::Message && replay_.in_transaction();
    for (std::size_t index = 0; !some.empty(); some = reader_.next()) {
      for (const auto& each : some) judge_statement(input, each, index++);
    }
    leave_message();
    verdicts_.ask(Unless::Until::Script, replay_);
    if (input.hides) replay_.lose_sight();
  }

  /// The part of the script around a statement that is one message of several; null: there is none.
  static const Span* message_around(const Input& input, const sql::Statement& statement) {
    const auto at = statement.span().offset;
    const auto found = std::partition_point(input.messages.begin(), input.messages.end(),
                                            [&](Span each) { return each.end() <= at; });
    if (found == input.messages.end() || !found->contains(at)) return nullptr;
    const auto& all = input.script->statements();
    const auto begins_before = [&](std::size_t end) {
      return std::partition_point(all.begin(), all.end(),
                                  [&](const auto& each) { return each.span().offset < end; });
    };
    const auto held = begins_before(found->end()) - begins_before(found->offset);
    return held > 1 ? &*found : nullptr;
  }

  /// Out of the transaction of the file, or back into one.
  void step_outside(const Input& input, const sql::Statement& statement) {
    const bool outside = std::any_of(input.outside.begin(), input.outside.end(), [&](Span part) {
      return part.contains(statement.span().offset);
    });
    if (!outside) return replay_.begin();
    if (part_ == nullptr && replay_.in_transaction()) end_transaction();
  }

  void leave_message() {
    if (part_ == nullptr) return;
    part_ = nullptr;
    in_message_ = false;
    // One that the message began itself goes on.
    if (!replay_.explicit_transaction()) end_transaction();
  }

  /// Statements in one message share a transaction, unless one goes on already.
  void enter_message(const Span* message) {
    if (message == nullptr || message == part_ || replay_.in_transaction()) return;
    part_ = message;
    in_message_ = true;
    replay_.begin();
  }

  /// Into the transaction in which its framework sends it.
  void take_place(const Input& input, const sql::Statement& statement) {
    const auto* message = message_around(input, statement);
    if (message != part_) leave_message();
    if (!input.outside.empty()) step_outside(input, statement);
    enter_message(message);
  }

  void judge_statement(const Input& input, const sql::ReadStatement& read, std::size_t index) {
    const auto& [statement, view] = read;
    if (!input.messages.empty() || !input.outside.empty()) take_place(input, statement);
    auto effects = effects::analyze(statement, view, replay_, options_.version);
    const Context context{input.path,
                          *input.script,
                          statement,
                          view,
                          replay_,
                          options_.version,
                          part_ == nullptr ? input.sent_as : SentAs::Message,
                          held_,
                          past_,
                          options_.runner_lock_timeout,
                          verdicts_.chosen().parameters,
                          input.runner};
    auto found = ask_rules(effects, context, index);
    const Place place{report_.files.size() - 1, index};
    if (!verdicts_.chosen().rules.empty()) {
      risks_.add(effects, context, place);
      files_.sees(effects);
      remember(effects, context);
    }
    const auto taken = locks_taken(effects, context, place);
    pass_time(effects, context, taken, place);
    advance(context, std::move(found), index);
    // The context shows what was held before, also to the bodies that the statement runs.
    held_.insert(held_.end(), taken.begin(), taken.end());
    // Nobody waits for a table that is gone.
    std::erase_if(held_,
                  [&](const HeldLock& held) { return is_one_of(effects.drops, held.relation); });
    past_.end_statement();
    telling_.statement(index, statement, std::move(effects));
    if (replay_.in_transaction()) return;
    end_transaction();
    // What follows a COMMIT in the same message shares a transaction again.
    if (in_message_) replay_.begin();
  }

  struct Found {
    const Rule* rule;
    Verdict verdict;
  };

  /// Made while the context still shows what was there before the statement.
  std::vector<Found> ask_rules(const effects::Effects& effects, const Context& context,
                               std::size_t index) const {
    std::vector<Found> out;
    const bool unread = is_unread(context.statement, context.version);
    Findings found;
    for (const auto& each : verdicts_.chosen().asked_of(context.view)) {
      if (unread && each.rule->info.id != kOfUnread) continue;
      each.check(effects, context, found);
      if (found.drafts().empty()) continue;
      const auto& rule = *each.rule;
      for (const auto& draft : found.drafts()) {
        out.push_back({&rule, Verdicts::verdict_of(rule, draft, effects, context, index)});
      }
      found.clear();
    }
    return out;
  }

  /// What a rule finds in a body it need not say of the statement that runs the body.
  void advance(const Context& context, std::vector<Found> found, std::size_t index) {
    const auto take = [&](const Rule& rule, const Findings::Draft& draft,
                          const effects::Effects& does, const Context& where) {
      verdicts_.take(Verdicts::verdict_of(rule, draft, does, where, index), where);
    };
    BodyJudge judge(context, verdicts_.chosen(), take);
    catalog::Running running(verdicts_.chosen().rules.empty() ? nullptr : &judge);
    replay_.advance(context.view, context.script, context.statement.span(), running);
    for (auto& each : found) {
      if (judge.found(*each.rule)) continue;
      verdicts_.take(std::move(each.verdict), context);
    }
  }

  static std::size_t line_of(const Context& context) {
    return context.script.lines().position(context.statement.span().offset).line;
  }

  static bool is_one_of(const std::vector<QualifiedName>& names, const QualifiedName& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  /// What is held from now on and was not before.
  std::vector<HeldLock> locks_taken(const effects::Effects& effects, const Context& context,
                                    Place place) {
    std::vector<HeldLock> out;
    for (const auto& lock : effects.locks) {
      if (!blocks_writes(lock.mode) || !context.live(lock.relation)) continue;
      if (!timeline_.take(lock.relation, lock.mode, place)) continue;
      out.push_back({lock.relation, lock.mode, context.path, line_of(context)});
    }
    return out;
  }

  void pass_time(const effects::Effects& effects, const Context& context,
                 const std::vector<HeldLock>& taken, Place place) {
    const bool idle = held_.empty() && taken.empty();
    const double seconds = idle ? 0 : effects::seconds_of(effects, replay_.catalog());
    timeline_.pass(effects, context, seconds, place);
    if (seconds <= 0) return;
    for (const auto* some : {&std::as_const(held_), &taken}) {
      for (const auto& held : *some) {
        past_.stall(held.relation, seconds, context.path, line_of(context));
      }
    }
  }

  void remember(const effects::Effects& effects, const Context& context) {
    const bool rows = changes_rows(effects.kind);
    for (const auto& lock : effects.locks) {
      const bool scans = effects.scans_table(lock.relation);
      const bool deed = scans || lock.mode >= LockMode::RowExclusive;
      if (!deed || !context.live(lock.relation)) continue;
      const bool builds =
          std::any_of(effects.index_builds.begin(), effects.index_builds.end(),
                      [&](const auto& build) { return build.table == lock.relation; });
      past_.add(lock.relation, {.path = context.path,
                                .line = line_of(context),
                                .kind = effects.kind,
                                .mode = lock.mode,
                                .transaction = past_.transaction(),
                                .scans = scans,
                                .rewrites = effects.rewrites_table(lock.relation),
                                .builds_index = builds,
                                .changes_rows = rows,
                                .limited = context.lock_timeout_set(),
                                .beside = !context.runner.runs_beside.empty()});
    }
    for (const auto& gone : effects.drops) remember_dropped(gone, context);
    const auto* drop = std::get_if<sql::Drop>(&context.view);
    if (drop == nullptr || drop->object != sql::ObjectKind::Index) return;
    for (const auto& name : drop->names) past_.clear_index(replay_.resolve_index(name));
  }

  void remember_dropped(const QualifiedName& gone, const Context& context) {
    const auto& catalog = replay_.catalog();
    const auto* table = catalog.table_of_index(gone);
    const auto* drop = std::get_if<sql::Drop>(&context.view);
    if (table == nullptr) {
      // IF EXISTS says nothing of what no earlier migration has shown.
      const bool was_there = catalog.relation(gone) != nullptr || drop == nullptr ||
                             !drop->if_exists || catalog.relations().empty();
      if (was_there && context.live(gone)) past_.drop(gone);
    } else if (const auto* index = table->index(gone.name); context.live(table->name)) {
      past_.drop_index(table->name, *index);
    }
  }

  const Run& run_;
  const Options& options_;
  sql::Reader reader_;
  Replays replays_;
  catalog::Replay& replay_ = replays_.now();
  bool in_message_ = false;     ///< Of several statements.
  const Span* part_ = nullptr;  ///< The part of the file that is this message; null: no part is.
  Report report_;
  std::vector<HeldLock> held_;
  Past past_;
  Timeline timeline_;
  Risks risks_;
  FileJudge files_;
  Verdicts verdicts_;
  Telling telling_;  ///< Goes before what it tells of and completes.
};

}  // namespace

Report judge(const Run& run, const catalog::Catalog& start, const Options& options,
             Listeners listeners) {
  return Walk(run, start, options, listeners).go();
}

catalog::Catalog examine(const Run& run, const catalog::Catalog& start, ServerVersion version,
                         Listeners listeners) {
  Options options;
  options.version = version;
  options.choices.push_back({.wishes = {{"all", Level::Off}}});
  return std::move(Walk(run, start, options, listeners).go().ends.back());
}

}  // namespace pgstage::lint
