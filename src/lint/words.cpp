#include "pgstage/lint/words.hpp"

#include <algorithm>
#include <utility>

namespace pgstage::lint {

std::string_view blocked_by(LockMode mode) {
  return blocks_reads(mode) ? "reads and writes" : "writes";
}

std::string table_words(const QualifiedName& table) { return "table \"" + table.plain() + "\""; }

std::string column_words(const QualifiedName& table, std::string_view column) {
  return "column \"" + std::string{column} + "\" of " + table_words(table);
}

std::string with_text(std::string_view original, std::string_view what, std::string_view instead) {
  std::string out{original};
  const auto at = out.find(what);
  if (at != std::string::npos) out.replace(at, what.size(), instead);
  return out;
}

Unless unless_view(QualifiedName name) {
  const auto made = [name = std::move(name)](const catalog::Replay& then) {
    const auto* view = then.catalog().relation(name);
    // After a rollback it is the old one.
    return view != nullptr && view->kind == catalog::RelationKind::View && view->created_in_batch;
  };
  return {Unless::Until::Transaction, made};
}

bool is_shut(const Context& context, const QualifiedName& table) {
  return std::any_of(context.held.begin(), context.held.end(), [&](const auto& held) {
    return held.relation == table && blocks_reads(held.mode);
  });
}

bool is_partitioned(const catalog::Relation* table) {
  return table != nullptr && table->kind == catalog::RelationKind::PartitionedTable;
}

std::string with_lock_timeout(const Context& context) {
  const std::string text{context.script.text(context.statement.span())};
  return context.lock_timeout_set() ? text : "SET lock_timeout = '2s';\n" + text;
}

std::vector<BlockingScan> blocking_scans(const effects::Effects& effects, const Context& context,
                                         effects::Why why) {
  std::vector<BlockingScan> out;
  for (const auto& scan : effects.scans) {
    const auto mode = effects.lock_on(scan.table);
    const bool blocking = mode && blocks_writes(*mode) && context.live(scan.table);
    if (scan.why == why && blocking) {
      out.push_back({scan.table, scan.object, *mode, scan.action});
    }
  }
  return out;
}

bool runs_concurrently(const Context& context) {
  if (const auto* create = std::get_if<sql::CreateIndex>(&context.view)) {
    return create->concurrently;
  }
  if (const auto* drop = std::get_if<sql::Drop>(&context.view)) return drop->concurrently;
  if (const auto* reindex = std::get_if<sql::Reindex>(&context.view)) return reindex->concurrently;
  const auto* action = action_of(context, 0);
  return action != nullptr && action->concurrently;
}

const sql::AlterAction* action_of(const Context& context, std::size_t action) {
  const auto* alter = std::get_if<sql::AlterTable>(&context.view);
  if (alter == nullptr || action >= alter->actions.size()) return nullptr;
  return &alter->actions[action];
}

}  // namespace pgstage::lint
