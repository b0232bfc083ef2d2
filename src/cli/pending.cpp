#include "pending.hpp"

#include <set>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

namespace pgstage::cli {
namespace {

Result<source::Keys> column(db::Session& session, std::string_view query,
                            const std::string& table) {
  auto rows = session.run(fmt::format(fmt::runtime(query), table));
  if (!rows) return rows.error();
  source::Keys out;
  for (const auto& row : rows->rows) {
    if (row[0]) out.insert(*row[0]);
  }
  return out;
}

}  // namespace

Result<Ledgers> Ledgers::read(db::Session* session, const std::string& table) {
  Ledgers out;
  if (session == nullptr) return out;
  for (const auto* framework : source::all_frameworks()) {
    const auto& ledger = framework->ledger;
    if (ledger.table.empty()) continue;
    const auto usual = table.empty() ? std::string{ledger.table} : table;
    auto found =
        session->run(fmt::format("SELECT pg_catalog.to_regclass({})", quote_literal(usual)));
    if (!found) return found.error();
    if (!found->rows[0][0]) continue;
    const auto& name = *found->rows[0][0];
    auto applied = column(*session, ledger.applied, name);
    // Another framework's, which calls its table alike and has other columns.
    if (!applied && session->alive()) continue;
    if (!applied) return applied.error();
    out.keys_.emplace(framework->name, *std::move(applied));
    if (ledger.unfinished.empty()) continue;
    if (auto begun = column(*session, ledger.unfinished, name)) {
      out.unfinished_.emplace(framework->name, *std::move(begun));
    }
  }
  if (!out.keys_.empty() || table.empty()) return out;
  return input_error(
      fmt::format("there is no table \"{}\" in which a framework writes down what it has run",
                  table),
      "Check --history-table, or leave it out.");
}

bool Ledgers::has(const source::Migration& migration) const {
  const auto keys = keys_.find(migration.framework);
  if (keys == keys_.end()) return false;
  const auto framework = source::framework_named(migration.framework);
  return framework && (*framework)->ledger.holds(keys->second, migration);
}

std::string Ledgers::unfinished_of(const source::Selection& selection) const {
  std::set<std::string> frameworks;
  for (const auto& each : selection.earlier) frameworks.insert(each.framework);
  for (const auto& batch : selection.batches) {
    for (const auto& each : batch) frameworks.insert(each.framework);
  }
  std::string out;
  for (const auto& framework : frameworks) {
    const auto found = unfinished_.find(framework);
    if (found == unfinished_.end()) continue;
    for (const auto& name : found->second) {
      out += fmt::format("{} began \"{}\" there and did not finish it\n", framework, name);
    }
  }
  return out;
}

}  // namespace pgstage::cli
