// DO, CALL and queries that call functions: their bodies are run, too.
#include <algorithm>

#include "pgstage/catalog/replay.hpp"
#include "pgstage/sql/plpgsql.hpp"

namespace pgstage::catalog {

std::vector<QualifiedName> Replay::called(const sql::ExpressionFacts& facts) const {
  std::vector<QualifiedName> out;
  for (const auto& function : facts.functions) {
    const auto name = resolve_new(function);
    if (catalog().function(name) != nullptr) out.push_back(name);
  }
  return out;
}

void Replay::run(const sql::Do& block, Running& running) {
  if (!running.enter()) return;
  run_body(block.language, block.body, running);
  running.leave();
}

void Replay::run(const sql::Call& call, Running& running) {
  run_called(sql::facts(call.call), running);
}

void Replay::run(const sql::Query& query, Running& running) {
  const bool selects = query.verb == sql::Query::Verb::Select;
  if (!selects && catalog().functions().empty()) return;
  const auto facts = sql::facts(query.whole);
  if (selects) set_sequences(facts);
  if (!catalog().functions().empty()) run_called(facts, running);
}

/// setval() of a sequence by its name, or of the one that a column of a table owns.
void Replay::set_sequences(const sql::ExpressionFacts& facts) {
  const bool sets = std::any_of(facts.functions.begin(), facts.functions.end(),
                                [](const auto& each) { return each.name == "setval"; });
  if (!sets) return;
  for (const auto text : facts.strings) {
    const auto name = resolve(sql::split_name(text));
    auto meant = catalog().owned_sequences(name);
    meant.push_back(name);
    for (const auto& sequence : meant) {
      const auto* found = catalog().relation(sequence);
      if (found == nullptr || found->kind != RelationKind::Sequence) continue;
      edit().change(sequence, [](Relation& each) { each.set_in_batch = true; });
    }
  }
}

void Replay::run_called(const sql::ExpressionFacts& facts, Running& running) {
  for (const auto& name : called(facts)) {
    // A body may replace the function that it is of.
    const auto overloads = catalog().function(name)->overloads;
    if (!running.enter(name)) continue;
    for (const auto& each : overloads) run_body(each.language, each.body, running);
    running.leave();
  }
}

/// A body is one transaction where none is open; only then may it end it and go on in the next.
void Replay::run_body(std::string_view language, std::string_view text, Running& running) {
  const auto body = sql::read_body(language, text);
  const bool own = !in_transaction();
  begin();
  if (!body.whole) edit().blur();
  for (const auto& each : body.statements) {
    if (each.runs == sql::BodyStatement::Runs::OnError) continue;
    if (!each.known) edit().blur();
    const auto script = sql::Script::parse(each.sql);
    for (const auto& statement : script.statements()) {
      if (!running.spend(script.text(statement.span()))) break;
      const auto view = statement.view();
      if (auto* watcher = running.watcher()) {
        watcher->sees({text, each, script, statement, view, *this, running});
      }
      const auto* transaction = std::get_if<sql::Transaction>(&view);
      if (transaction == nullptr) {
        advance(view, script, statement.span(), running);
      } else if (own) {
        run(*transaction);
        begin();
      }
    }
  }
  if (own) commit();
}

}  // namespace pgstage::catalog
