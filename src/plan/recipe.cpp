#include "recipe.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/catalog/tree.hpp"
#include "pgstage/model/names.hpp"

#include "steps.hpp"

namespace pgstage::plan {

const sql::AlterAction* Change::action() const {
  const auto* alter = std::get_if<sql::AlterTable>(&view);
  return alter == nullptr || alter->actions.empty() ? nullptr : &alter->actions.front();
}

QualifiedName Change::table() const {
  const auto* alter = std::get_if<sql::AlterTable>(&view);
  return alter == nullptr ? QualifiedName{} : before.resolve(alter->name);
}

bool Change::live(const QualifiedName& name) const {
  const auto* found = relation(name);
  if (found == nullptr) return name.schema != catalog::kTemporarySchema;
  const bool made = found->created_in_batch && !batch.taken_over.contains(name);
  return !made && found->persistence != Persistence::Temporary;
}

bool Change::is_new_column(const QualifiedName& table, std::string_view column) const {
  return batch.made.contains(column_object(table, column));
}

bool Change::moves_rows() const {
  return std::holds_alternative<sql::Query>(view) ||
         std::holds_alternative<sql::CreateTableAs>(view) ||
         std::holds_alternative<sql::Copy>(view);
}

const std::string& Change::lasting(const QualifiedName& table, const std::string& column) const {
  const auto found = batch.successors.find({table, column});
  return found == batch.successors.end() ? column : found->second;
}

void Draft::add(PhaseName phase, Step step) { entries_.push_back({phase, std::move(step)}); }

void Draft::contract_for_good(Step step) {
  entries_.push_back({PhaseName::Contract, std::move(step), true});
}

void Draft::delay(PhaseName floor) {
  for (auto& entry : entries_) entry.phase = std::max(entry.phase, floor);
  for (auto& gate : gates_) gate.before = std::max(gate.before, floor);
}

void Draft::gate(PhaseName before, std::string says, std::vector<GateCheck> checks) {
  gates_.push_back({before, {std::move(says), std::move(checks)}});
}

std::string later_use(const QualifiedName& table) {
  return fmt::format("new code on {} before contract", table.sql());
}

void accept_later_use(const Change& change, const QualifiedName& table, Draft& out) {
  out.accept(later_use(table));
  for (const auto& part : catalog::descendants(change.before.catalog(), table)) {
    out.accept(later_use(part));
  }
}

}  // namespace pgstage::plan
