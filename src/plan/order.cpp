#include "order.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>
#include <type_traits>
#include <variant>

#include <fmt/format.h>

#include "pgstage/catalog/tree.hpp"

#include "steps.hpp"
#include "words_of.hpp"

namespace pgstage::plan {
namespace {

bool names(const Step& step, const QualifiedName& relation) {
  return std::any_of(step.sql.begin(), step.sql.end(),
                     [&](const auto& sql) { return words_of(sql).contains(relation.name); });
}

/// Text in a function's body, or a condition of a view, may name anything: what it locks tells.
std::set<QualifiedName> relations_of(const Change& change) {
  std::set<QualifiedName> out;
  for (const auto& lock : change.effects.locks) out.insert(lock.relation);
  return out;
}

/// Whether rows that are there decide what the statement does, or if it can.
bool looks_at_rows(const Change& change) {
  const auto& builds = change.effects.index_builds;
  return change.moves_rows() || !change.effects.scans.empty() ||
         std::any_of(builds.begin(), builds.end(), [](const auto& build) { return build.unique; });
}

/// What comes or goes as a whole has a value in every column, named or not.
bool takes_whole_rows(const sql::View& view) {
  if (const auto* made = std::get_if<sql::CreateView>(&view)) return sql::facts(made->query).star;
  if (const auto* made = std::get_if<sql::CreateTableAs>(&view)) {
    return sql::facts(made->query).star;
  }
  const auto* query = std::get_if<sql::Query>(&view);
  return std::holds_alternative<sql::Copy>(view) ||
         (query != nullptr && query->verb != sql::Query::Verb::Select &&
          query->verb != sql::Query::Verb::Update);
}

/// A foreign key makes the one table wait for the other's statement, whose columns are not its own.
bool is_mere_peer(const Change& change, const QualifiedName& relation, const Words& words) {
  const auto* action = change.action();
  if (action == nullptr || action->kind != sql::ActionKind::ChangeType) return false;
  if (words.contains(relation.name)) return false;
  const auto table = change.table();
  const auto family = catalog::descendants(change.before.catalog(), table);
  return relation != table && std::find(family.begin(), family.end(), relation) == family.end();
}

/// Code can be written that does not notice.
bool is_of_shape(const effects::Broken& broken) {
  using What = effects::Broken::What;
  return broken.what == What::RowShape || broken.what == What::Modifier;
}

bool breaks_names(const effects::Effects& effects) {
  return !std::all_of(effects.breaks.begin(), effects.breaks.end(), is_of_shape);
}

bool has_steps_in(const Draft& draft, PhaseName phase) {
  return std::any_of(draft.entries().begin(), draft.entries().end(),
                     [&](const auto& entry) { return entry.phase == phase; });
}

/// The last phase that does more than to clear up.
PhaseName done_in(const Draft& draft) {
  PhaseName out = PhaseName::Expand;
  bool before_contract = false;
  for (const auto& entry : draft.entries()) {
    if (entry.phase == PhaseName::Contract) continue;
    before_contract = true;
    out = std::max(out, entry.phase);
  }
  return before_contract || draft.entries().empty() ? out : PhaseName::Contract;
}

/// No identifier, and of each table there is one at most.
constexpr std::string_view kPrimaryKey = "PRIMARY KEY";

Words parts_of(const catalog::Relation* relation) {
  Words out;
  if (relation == nullptr) return out;
  for (const auto& column : relation->columns) out.insert(column.name);
  for (const auto& constraint : relation->constraints) {
    out.insert(constraint.name);
    if (constraint.kind == ConstraintKind::PrimaryKey) out.emplace(kPrimaryKey);
  }
  for (const auto& index : relation->indexes) out.insert(index.name);
  return out;
}

/// Columns, constraints and indexes of a relation that come or go, named in the text or not.
Words changed_parts(const Change& change, const QualifiedName& relation) {
  const auto before = parts_of(change.relation(relation));
  const auto after = parts_of(change.after.catalog().relation(relation));
  Words out;
  std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                std::inserter(out, out.end()));
  return out;
}

QualifiedName made_by(const Change& change) {
  return std::visit(
      [&](const auto& view) -> QualifiedName {
        using View = std::decay_t<decltype(view)>;
        if constexpr (std::is_same_v<View, sql::CreateTable> ||
                      std::is_same_v<View, sql::CreateTableAs> ||
                      std::is_same_v<View, sql::CreateView> ||
                      std::is_same_v<View, sql::CreateSequence>) {
          return change.after.resolve(view.name);
        } else if constexpr (std::is_same_v<View, sql::Rename>) {
          return {change.before.resolve(view.name).schema, std::string{view.new_name}};
        } else if constexpr (std::is_same_v<View, sql::SetSchema>) {
          return {std::string{view.new_schema}, std::string{view.name.name}};
        } else {
          return {};
        }
      },
      change.view);
}

/// A relation that has this name only from here on.
std::optional<QualifiedName> new_relation(const Change& change) {
  auto name = made_by(change);
  if (change.relation(name) != nullptr || change.after.catalog().relation(name) == nullptr) {
    return std::nullopt;
  }
  return name;
}

std::string words_for(const QualifiedName& relation, const std::string& part) {
  return part.empty() ? relation.sql() : column_object(relation, part);
}

}  // namespace

Result<PhaseName> Order::earliest(const Change& change, const Draft& draft) const {
  const auto relations = relations_of(change);
  auto words = words_of(change.text);
  for (const auto& relation : relations) words.merge(changed_parts(change, relation));
  PhaseName floor = PhaseName::Expand;
  const Object* what = nullptr;
  std::size_t line = 0;
  for (const auto& [object, mark] : marks_) {
    const auto& [relation, part] = object;
    const bool uses = relations.contains(relation) || words.contains(relation.name);
    const bool names = part.empty() || words.contains(part) || takes_whole_rows(change.view);
    if (!uses || !names || mark.phase <= floor) continue;
    if (is_mere_peer(change, relation, words)) continue;
    floor = mark.phase;
    what = &object;
    line = mark.line;
  }
  for (const auto& relation : relations) {
    const auto rows = rows_.find(relation);
    if (looks_at_rows(change) && rows != rows_.end()) floor = std::max(floor, rows->second);
    const auto worked_on = worked_on_.find(relation);
    if (draft.hidden() == relation && worked_on != worked_on_.end()) {
      floor = std::max(floor, worked_on->second);
    }
  }
  const bool follows_code = breaks_names(change.effects) &&
                            has_steps_in(draft, PhaseName::Contract) &&
                            done_in(draft) != PhaseName::Contract;
  if (floor != PhaseName::Contract || !follows_code) return floor;
  const std::string object =
      what == nullptr ? (*relations.begin()).sql() : words_for(what->first, what->second);
  return input_error(
      fmt::format("this builds on \"{}\", which {} changes for good only in the contract phase",
                  object, line == 0 ? "an earlier statement" : fmt::format("line {}", line)),
      "Put the two statements into separate deploys and plan each by itself.");
}

void Order::mark(const QualifiedName& relation, std::string part, PhaseName phase,
                 std::size_t line) {
  if (phase == PhaseName::Expand) return;
  auto& mark = marks_[{relation, std::move(part)}];
  if (phase >= mark.phase) mark = {phase, line};
}

void Order::mark_what_breaks(const Change& change) {
  const auto line = change.origin.line;
  for (const auto& broken : change.effects.breaks) {
    if (is_of_shape(broken)) continue;
    mark(broken.relation, broken.part, PhaseName::Contract, line);
  }
  for (const auto& name : change.effects.drops) mark(name, {}, PhaseName::Contract, line);
  for (const auto& gone : change.effects.destroys) {
    mark(gone.relation, gone.part, PhaseName::Contract, line);
  }
}

void Order::mark_what_is_new(const Change& change, PhaseName phase) {
  if (const auto relation = new_relation(change)) mark(*relation, {}, phase, change.origin.line);
  const auto* action = change.action();
  if (action != nullptr && action->kind == sql::ActionKind::DropNotNull) {
    mark(change.table(), std::string{action->name}, phase, change.origin.line);
  }
  if (const auto* label = std::get_if<sql::AlterEnum>(&change.view)) {
    // A label is a string like any other, so whoever names a column may name it.
    const auto type = change.before.resolve_new(label->name);
    for (const auto* relation : change.before.catalog().mentioning(type)) {
      for (const auto& column : relation->columns) {
        if (column.type.name == type) mark(relation->name, column.name, phase, change.origin.line);
      }
    }
  }
  for (const auto& relation : relations_of(change)) {
    for (const auto& part : changed_parts(change, relation)) {
      mark(relation, part, phase, change.origin.line);
    }
  }
}

void Order::take(const Change& change, const Draft& draft) {
  const auto phase = done_in(draft);
  if (has_steps_in(draft, PhaseName::Contract)) mark_what_breaks(change);
  mark_what_is_new(change, phase);
  for (const auto& name : draft.brought()) mark(name, {}, phase, change.origin.line);
  for (const auto& [table, part] : draft.settled()) {
    mark(table, part, PhaseName::Contract, change.origin.line);
  }
  if (const auto table = draft.hidden()) {
    mark(*table, {}, PhaseName::Contract, change.origin.line);
  }
  for (const auto& lock : change.effects.locks) {
    const bool rows = change.moves_rows() && lock.mode >= LockMode::RowExclusive;
    if (rows) rows_[lock.relation] = std::max(rows_[lock.relation], phase);
    if (rows || lock.mode >= LockMode::ShareUpdateExclusive) {
      auto& last = worked_on_[lock.relation];
      for (const auto& entry : draft.entries()) {
        if (names(entry.step, lock.relation)) last = std::max(last, entry.phase);
      }
    }
  }
}

void put_off(const Change& change, PhaseName floor, Draft& draft) {
  const bool waited_for = floor == PhaseName::Contract && done_in(draft) != floor &&
                          !std::holds_alternative<sql::CreateIndex>(change.view);
  draft.delay(floor);
  if (!waited_for) return;
  for (const auto& lock : change.effects.locks) {
    if (lock.mode >= LockMode::RowExclusive) accept_later_use(change, lock.relation, draft);
  }
  const auto made = made_by(change);
  if (!made.name.empty()) accept_later_use(change, made, draft);
}

}  // namespace pgstage::plan
