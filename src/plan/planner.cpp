#include "pgstage/plan/planner.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "pgstage/catalog/describe.hpp"
#include "pgstage/model/names.hpp"

#include "absent.hpp"
#include "annotate.hpp"
#include "kept_definition.hpp"
#include "kept_dress.hpp"
#include "look_ahead.hpp"
#include "order.hpp"
#include "pieces.hpp"
#include "recipe.hpp"
#include "steps.hpp"
#include "table_dress.hpp"
#include "together.hpp"

namespace pgstage::plan {
namespace {

bool is_session_matter(const sql::View& view) {
  return std::holds_alternative<sql::Transaction>(view) || std::holds_alternative<sql::Set>(view) ||
         std::holds_alternative<sql::Lock>(view);
}

class Planner {
 public:
  explicit Planner(const PlanRequest& request) : request_(request), replay_(request.start) {}

  Result<Plan> run() {
    replay_earlier();
    const catalog::Replay start = replay_;
    around_ = look_ahead(request_.pending, replay_);
    for (const auto& migration : request_.pending) {
      if (auto planned = plan_migration(migration); !planned) return planned.error();
    }
    return assemble(start);
  }

 private:
  void replay_earlier() {
    for (const auto& migration : request_.earlier) {
      for (const auto& statement : migration.script->statements()) {
        replay_.advance(statement.view(), *migration.script, statement.span());
      }
      replay_.commit();
    }
    replay_.new_batch();
  }

  Result<void> plan_migration(const PlannedMigration& migration) {
    const auto& script = *migration.script;
    std::map<std::size_t, Together> together;  // By place.
    std::set<std::size_t> taken;
    for (std::size_t i = 0; i < script.statements().size(); ++i) {
      const auto& statement = script.statements()[i];
      const Origin origin{migration.source.path,
                          script.lines().position(statement.span().offset).line};
      if (const auto* problem = statement.problem()) {
        return input_error(fmt::format("{}:{}: {}", origin.path, origin.line, problem->message),
                           "Correct the statement, then plan again.");
      }
      if (!taken.contains(i)) {
        auto found = together_from(batch(script), i);
        if (!found) return at(origin, found.error());
        if (*found) {
          taken.insert((*found)->statements.begin(), (*found)->statements.end());
          together.emplace((*found)->place, **std::move(found));
        }
      }
      Result<void> planned;
      if (const auto here = together.find(i); here != together.end()) {
        planned = plan_together(script, here->second, origin);
      } else if (!taken.contains(i)) {
        planned = plan_statement(script, statement, origin);
      }
      if (!planned) return planned;
    }
    replay_.commit();
    return {};
  }

  Batch batch(const sql::Script& script) {
    return {script, replay_, request_.version, around_,
            [this](const Change& change, Draft& draft) { return write_steps(change, draft); }};
  }

  Result<void> plan_statement(const sql::Script& script, const sql::Statement& statement,
                              const Origin& origin) {
    for (const auto& piece : pieces_of(script, statement, replay_)) {
      auto planned = plan_change(script, statement, piece.view, piece.text, origin);
      if (!planned) return planned;
    }
    return {};
  }

  Result<void> plan_together(const sql::Script& script, const Together& together,
                             const Origin& origin) {
    std::deque<catalog::Replay> states{replay_};
    std::vector<Change> parts;
    std::string text;
    for (const auto i : together.statements) {
      const auto& statement = script.statements()[i];
      for (const auto& piece : pieces_of(script, statement, states.back())) {
        const auto& before = states.back();
        states.push_back(before);
        states.back().advance(piece.view, script, statement.span());
        parts.push_back({script, statement, piece.view, before, states.back(),
                         effects::analyze(statement, piece.view, before, request_.version),
                         request_.version, piece.text, origin, ++changes_, around_});
        text += piece.text + ";\n";
      }
    }
    const Change all{script,
                     parts.back().statement,
                     parts.back().view,
                     states.front(),
                     states.back(),
                     as_one(parts),
                     request_.version,
                     text,
                     origin,
                     changes_,
                     around_};
    Draft draft;
    auto written = write_together(batch(script), all, parts, draft);
    if (!written) return at(origin, written.error());
    keep_settings(all, draft);
    for (const auto& part : parts) accept_later_rows(part);
    return put(all, draft);
  }

  Result<void> plan_change(const sql::Script& script, const sql::Statement& statement,
                           const sql::View& view, std::string text, const Origin& origin) {
    if (is_session_matter(view)) {
      replay_.advance(view, script, statement.span());
      return {};
    }
    catalog::Replay after = replay_;
    after.advance(view, script, statement.span());
    const Change change{script,
                        statement,
                        view,
                        replay_,
                        after,
                        effects::analyze(statement, view, outside_transaction(), request_.version),
                        request_.version,
                        std::move(text),
                        origin,
                        ++changes_,
                        around_};
    Draft draft;
    if (auto written = write_steps(change, draft); !written) return at(origin, written.error());
    keep_settings(change, draft);
    return put(change, draft);
  }

  /// Into the phases in which everything is as the change expects it.
  Result<void> put(const Change& change, Draft& draft) {
    const auto floor = order_.earliest(change, draft);
    if (!floor) return at(change.origin, floor.error());
    put_off(change, *floor, draft);
    take(change, draft);
    replay_ = change.after;
    return {};
  }

  static Error at(const Origin& origin, const Error& error) {
    return input_error(fmt::format("{}:{}: {}", origin.path, origin.line, error.message),
                       error.hint);
  }

  /// A plan gives each statement a transaction of its own, whatever the script says.
  catalog::Replay outside_transaction() const {
    catalog::Replay session = replay_;
    session.commit();
    return session;
  }

  Result<void> write_steps(const Change& change, Draft& draft) const {
    if (auto allowed = refuse_what_cannot_work(change); !allowed) return allowed;
    if (drops_nothing(change.view, change.before)) return {};
    const auto recipes = all_recipes();
    const auto recipe = std::find_if(recipes.begin(), recipes.end(),
                                     [&](const auto* each) { return each->fits(change); });
    if (recipe == recipes.end()) {
      as_written(change, draft);
      return {};
    }
    return (*recipe)->write(change, draft);
  }

  Result<void> refuse_what_cannot_work(const Change& change) const {
    const auto& fails = change.effects.fails;
    if (fails && !fails->needs_rows) {
      return input_error(fmt::format("this statement cannot succeed: {} (SQLSTATE {})", fails->why,
                                     fails->sqlstate),
                         "Correct the migration, or plan against the schema it was written for.");
    }
    return {};
  }

  /// Settings of the script that give a statement its meaning, such as search_path.
  void keep_settings(const Change& change, Draft& draft) const {
    for (const auto& [name, value] : change.before.settings()) {
      if (name.ends_with("_timeout")) continue;
      std::string list;
      for (std::size_t at = 0; at <= value.size();) {
        const auto comma = std::min(value.find(',', at), value.size());
        list += (list.empty() ? "" : ", ") + quote_literal(value.substr(at, comma - at));
        at = comma + 1;
      }
      for (auto& entry : draft.entries()) {
        auto& sql = entry.step.sql;
        if (entry.step.kind != StepKind::Sql || !entry.step.transaction || sql.empty()) continue;
        sql.insert(sql.begin(), fmt::format("SET LOCAL {} = {}", quote_ident(name), list));
      }
    }
  }

  void take(const Change& change, Draft& draft) {
    order_.take(change, draft);
    keeps_definitions_ = keeps_definitions_ || draft.keeps_definitions();
    keeps_dress_ = keeps_dress_ || draft.keeps_dress();
    keeps_table_dress_ = keeps_table_dress_ || draft.keeps_table_dress();
    for (auto& entry : draft.entries()) {
      auto& phase = entries_[static_cast<std::size_t>(entry.phase)];
      phase.push_back({std::move(entry.step), entry.irreversible});
    }
    for (const auto& gate : draft.gates()) add_gate(gate);
    for (const auto& [column, successor] : draft.successors())
      around_.successors[column] = successor;
    append(objects_, draft.objects());
    around_.taken_over.insert(draft.taken_over().begin(), draft.taken_over().end());
    for (const auto& difference : draft.accepted()) accept(difference);
    if (!draft.keeps_up()) accept_later_rows(change);
    note_new_name(change);
    append(plan_.warnings, draft.warnings());
    for (const auto& created : change.effects.creates) around_.made.insert(created);
  }

  void accept(std::string difference) {
    auto& known = plan_.accepted_differences;
    if (std::find(known.begin(), known.end(), difference) == known.end()) {
      known.push_back(std::move(difference));
    }
  }

  /// A statement that looks at rows looks at those that are there when its step is run; a default,
  /// a trigger or a rule is for those that come later. Running code knows the tables by their first
  /// names.
  void accept_later_rows(const Change& change) {
    for (const auto& lock : change.effects.locks) {
      const bool writes = lock.mode == LockMode::RowExclusive;
      const bool decides = change.moves_rows() || writes || sets_default_of_new_column(change) ||
                           changes_what_writes_do(change.view);
      if (!decides || !change.live(lock.relation)) continue;
      const auto first = first_names_.find(lock.relation);
      const auto& name = first == first_names_.end() ? lock.relation : first->second;
      accept(fmt::format("rows of {} that are written meanwhile", name.sql()));
      if (auto lost = lost_writes(change, lock); !lost.empty()) append(plan_.warnings, {lost});
    }
  }

  /// Triggers and rules.
  static bool changes_what_writes_do(const sql::View& view) {
    const auto* object = std::get_if<sql::TableObject>(&view);
    const auto* drop = std::get_if<sql::Drop>(&view);
    return std::holds_alternative<sql::CreateTrigger>(view) ||
           (object != nullptr && object->object == sql::ObjectKind::Rule) ||
           (drop != nullptr &&
            (drop->object == sql::ObjectKind::Trigger || drop->object == sql::ObjectKind::Rule));
  }

  static bool sets_default_of_new_column(const Change& change) {
    const auto* action = change.action();
    return action != nullptr && action->kind == sql::ActionKind::SetDefault &&
           change.is_new_column(change.table(), action->name);
  }

  void note_new_name(const Change& change) {
    const auto* rename = std::get_if<sql::Rename>(&change.view);
    if (rename == nullptr || rename->object != sql::ObjectKind::Table) return;
    const auto old = change.before.resolve(rename->name);
    const QualifiedName name{old.schema, std::string{rename->new_name}};
    const auto first = first_names_.find(old);
    first_names_[name] = first == first_names_.end() ? old : first->second;
    // New code knows the last ones.
    auto& known = plan_.accepted_differences;
    std::replace(known.begin(), known.end(), later_use(old), later_use(name));
  }

  void add_gate(const Draft::GateEntry& added) {
    auto& slot = gates_[static_cast<std::size_t>(added.before)];
    if (!slot) {
      slot = added.gate;
      return;
    }
    if (slot->says.find(added.gate.says) == std::string::npos) {
      slot->says += "; " + added.gate.says;
    }
    slot->checks.insert(slot->checks.end(), added.gate.checks.begin(), added.gate.checks.end());
  }

  static void append(std::vector<std::string>& to, const std::vector<std::string>& from) {
    to.insert(to.end(), from.begin(), from.end());
  }

  Plan assemble(const catalog::Replay& start) {
    plan_.pg_version = request_.version.major;
    auto& expand = entries_.front();
    if (keeps_table_dress_) expand.insert(expand.begin(), {table_dresser_step()});
    if (keeps_dress_) expand.insert(expand.begin(), {dresser_step()});
    if (keeps_definitions_) expand.insert(expand.begin(), {keeper_step()});
    for (const auto& migration : request_.pending) plan_.sources.push_back(migration.source);
    for (const PhaseName name : {PhaseName::Expand, PhaseName::Migrate, PhaseName::Contract}) {
      add_phase(name);
    }
    annotate(plan_, start, request_.version);
    add_facts(start.catalog());
    return std::move(plan_);
  }

  void add_phase(PhaseName name) {
    auto& entries = entries_[static_cast<std::size_t>(name)];
    if (entries.empty()) return;
    Phase phase{.name = name, .gate = gates_[static_cast<std::size_t>(name)], .steps = {}};
    for (auto& entry : entries) {
      entry.step.id = fmt::format("{}-{}", to_string(name), phase.steps.size() + 1);
      if (entry.irreversible) plan_.irreversible.push_back(entry.step.id);
      phase.steps.push_back(std::move(entry.step));
    }
    plan_.phases.push_back(std::move(phase));
  }

  /// Only what is known can be relied on: of an assumed table nothing is.
  void add_facts(const catalog::Catalog& start) {
    std::set<std::string> objects(objects_.begin(), objects_.end());
    for (const auto& phase : plan_.phases) {
      for (const auto& step : phase.steps) {
        for (const auto& [relation, mode] : step.locks) {
          if (mode >= LockMode::ShareUpdateExclusive) objects.insert(relation);
        }
      }
    }
    for (const auto& object : objects) {
      if (!catalog::is_assumed(start, object)) {
        plan_.facts.push_back({object, catalog::describe(start, object)});
      }
    }
  }

  struct Entry {
    Step step;
    bool irreversible = false;
  };

  const PlanRequest& request_;
  catalog::Replay replay_;
  Plan plan_;
  Order order_;
  std::size_t changes_ = 0;
  bool keeps_definitions_ = false;
  bool keeps_dress_ = false;
  bool keeps_table_dress_ = false;
  std::array<std::vector<Entry>, 3> entries_;
  std::array<std::optional<Gate>, 3> gates_;
  std::vector<std::string> objects_;
  InBatch around_;
  std::map<QualifiedName, QualifiedName> first_names_;  ///< Of renamed tables.
};

}  // namespace

Result<Plan> make_plan(const PlanRequest& request) { return Planner(request).run(); }

}  // namespace pgstage::plan
