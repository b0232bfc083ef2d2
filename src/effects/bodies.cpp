// DO, CALL, and queries that call functions whose bodies are known. Every branch is taken as if it
// ran; where something decides whether it does, the whole is not certain.
#include "bodies.hpp"

#include <optional>
#include <utility>

#include "pgstage/sql/plpgsql.hpp"

#include "statements.hpp"

namespace pgstage::effects {
namespace {

using Runs = sql::BodyStatement::Runs;

bool does_something(const Effects& part) {
  return !part.locks.empty() || !part.index_locks.empty() || !part.creates.empty() ||
         !part.drops.empty() || part.fails || !part.certain;
}

/// Runs the statements of one body on a copy of the session, which is made when the first of them
/// leaves something behind for another.
class BodyEffects {
 public:
  explicit BodyEffects(Builder& out) : out_(out) {}

  void run(const sql::Body& body) {
    if (!body.whole) doubt();
    for (const auto& each : body.statements) {
      last_ = &each == &body.statements.back();
      run(each);
    }
  }

 private:
  const catalog::Replay& session() const { return copy_ ? *copy_ : out_.session(); }

  /// What follows may fail or not for reasons that are not known.
  void doubt() {
    out_.uncertain();
    doubtful_ = true;
  }

  void run(const sql::BodyStatement& each) {
    if (!each.known) doubt();
    const auto script = sql::Script::parse(each.sql);
    for (const auto& statement : script.statements()) {
      if (!out_.inside().running.spend(script.text(statement.span()))) return doubt();
      const auto view = statement.view();
      if (const auto* problem = statement.problem()) {
        refuse(each, *problem);
      } else if (std::holds_alternative<sql::Transaction>(view)) {
        end_transaction(each);
      } else {
        run(each, statement, view);
        advance(script, statement, view);
      }
    }
  }

  /// The syntax of every statement is checked before the first of them runs, but for what EXECUTE
  /// is given (measured: 42601 from a branch that is never taken).
  void refuse(const sql::BodyStatement& each, const sql::Problem& problem) {
    doubt();
    if (!each.dynamic) out_.fail(problem.sqlstate, problem.message);
  }

  void end_transaction(const sql::BodyStatement& each) {
    if (each.dynamic)
      return fail(each, {"0A000", "EXECUTE of transaction commands is not implemented"});
    if (out_.inside().atomic) return fail(each, {"2D000", "invalid transaction termination"});
    if (each.runs != Runs::Always) return out_.uncertain();
    out_.inside().commits = true;
    if (!copy_) return;
    copy_->commit();
    copy_->begin();
  }

  void run(const sql::BodyStatement& each, const sql::Statement& statement, const sql::View& view) {
    auto part = analyze(statement, view, session());
    // Branches exclude each other, so that another one's work need not be in the way.
    if (may_not_run(each) && fails(part) && copy_) part = analyze(statement, view, out_.session());
    if (part.fails) fail(each, *part.fails);
    // What is undone with a failure leaves no locks (measured: a caught one releases them).
    if (may_not_run(each) && fails(part)) return;
    take(part);
    if (each.runs != Runs::Always && does_something(part)) out_.uncertain();
  }

  Effects analyze(const sql::Statement& statement, const sql::View& view,
                  const catalog::Replay& before) {
    auto part = analyze_inside(statement, view, before, out_.version(), out_.inside());
    if (!part.transaction_allowed && !part.fails) {
      part.fails = Failure{"25001", std::string{part.kind} + " cannot be executed from a function"};
    }
    return part;
  }

  static bool fails(const Effects& part) { return part.fails && !part.fails->needs_rows; }
  static bool may_not_run(const sql::BodyStatement& each) {
    return each.runs != Runs::Always || each.caught;
  }

  void fail(const sql::BodyStatement& each, const Failure& failure) {
    if (may_not_run(each) || doubtful_) return out_.uncertain();
    out_.fail(failure.sqlstate, failure.why, failure.needs_rows);
  }

  void advance(const sql::Script& script, const sql::Statement& statement, const sql::View& view) {
    const bool changes =
        !std::holds_alternative<sql::Query>(view) || !session().catalog().functions().empty();
    const bool alone = last_ && &statement == &script.statements().back();
    if (!changes || alone) return;
    if (!copy_) {
      copy_.emplace(out_.session());
      copy_->begin();
    }
    copy_->advance(view, script, statement.span(), out_.inside().running);
  }

  /// Made by the body itself, so that nobody else sees it.
  bool made_here(const QualifiedName& relation) const {
    if (!copy_ || out_.relation(relation) != nullptr) return false;
    const auto* now = copy_->catalog().relation(relation);
    return now != nullptr && now->known;
  }
  bool index_made_here(const QualifiedName& index) const {
    return copy_ && out_.catalog().table_of_index(index) == nullptr &&
           copy_->catalog().table_of_index(index) != nullptr;
  }

  void take(const Effects& part) {
    take_locks(part);
    for (const auto& each : part.scans) {
      if (!made_here(each.table)) out_.scan_one(each.table, each.why, each.object);
    }
    for (const auto& each : part.index_builds) {
      if (!made_here(each.table) && !index_made_here(each.index)) out_.build_index(each);
    }
    for (const auto& each : part.drops) {
      if (!made_here(each) && !index_made_here(each)) out_.drop(each);
    }
    take_changes(part);
    if (!part.certain) out_.uncertain();
  }

  void take_locks(const Effects& part) {
    for (const auto& each : part.locks) {
      if (made_here(each.relation)) continue;
      if (each.apart) out_.lock_apart(each.relation, each.mode);
      if (!each.apart) out_.lock(each.relation, each.mode);
    }
    for (const auto& each : part.index_locks) {
      if (!index_made_here(each.index)) out_.lock_index(each.index, each.mode);
    }
  }

  void take_changes(const Effects& part) {
    auto& effects = out_.effects();
    for (const auto& each : part.rewrites) {
      if (!made_here(each.table)) effects.rewrites.push_back(each);
    }
    for (const auto& each : part.destroys) {
      if (!made_here(each.relation)) effects.destroys.push_back(each);
    }
    for (const auto& each : part.breaks) {
      if (!made_here(each.relation)) effects.breaks.push_back(each);
    }
    effects.creates.insert(effects.creates.end(), part.creates.begin(), part.creates.end());
  }

  Builder& out_;
  std::optional<catalog::Replay> copy_;
  bool doubtful_ = false;
  bool last_ = false;
};

void run_overloads(Builder& out, const catalog::Function& function) {
  // Which one is meant is for the types of the arguments to decide.
  if (function.overloads.size() != 1) out.uncertain();
  for (const auto& each : function.overloads) {
    if (each.body.empty()) out.uncertain();
    if (!each.body.empty()) BodyEffects(out).run(sql::read_body(each.language, each.body));
  }
}

/// CALL and DO may end a transaction, and with it what a runner put around them.
void settle(Builder& out) {
  const auto& inside = out.inside();
  if (inside.commits && !inside.running.nested()) out.effects().transaction_allowed = false;
}

void run_called(Builder& out, const sql::ExpressionFacts& facts) {
  auto& running = out.inside().running;
  for (const auto& name : out.session().called(facts)) {
    if (!running.enter(name)) {
      out.uncertain();
      continue;
    }
    run_overloads(out, *out.catalog().function(name));
    running.leave();
  }
}

}  // namespace

void describe_called(Builder& out, const sql::ExpressionFacts& facts) {
  const bool atomic = std::exchange(out.inside().atomic, true);
  run_called(out, facts);
  out.inside().atomic = atomic;
}

void describe(Builder& out, const sql::Do& statement) {
  auto& running = out.inside().running;
  if (!running.enter()) return out.uncertain();
  BodyEffects(out).run(sql::read_body(statement.language, statement.body));
  running.leave();
  settle(out);
}

void describe(Builder& out, const sql::Call& statement) {
  const auto facts = sql::facts(statement.call);
  if (out.session().called(facts).empty()) out.uncertain();
  run_called(out, facts);
  settle(out);
}

}  // namespace pgstage::effects
