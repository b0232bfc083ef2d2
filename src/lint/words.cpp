#include "pgstage/lint/words.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <utility>

namespace pgstage::lint {
namespace {

/// As constants of the type boolean come, and how some write them.
bool is_truth(std::string_view value) {
  return value == "on" || value == "off" || value == "t" || value == "f" || value == "true" ||
         value == "false";
}

/// The foreign key of a new table, which has no row to look up.
bool looks_nothing_up(const effects::Scan& scan, const Context& context) {
  const auto* alter = std::get_if<sql::AlterTable>(&context.view);
  return alter != nullptr && scan.why == effects::Why::ValidateForeignKey &&
         !context.live(context.before.resolve(alter->name));
}

/// The same status stands in many rows.
bool is_of_few_values(std::string_view column) {
  constexpr auto kEndings = std::to_array<std::string_view>({"status", "Status", "state", "State"});
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](auto ending) { return column.ends_with(ending); });
}

}  // namespace

std::string_view blocked_by(LockMode mode) {
  return blocks_reads(mode) ? "reads and writes" : "writes";
}

std::string table_words(const QualifiedName& table) { return "table \"" + table.plain() + "\""; }

std::string column_words(const QualifiedName& table, std::string_view column) {
  return "column \"" + std::string{column} + "\" of " + table_words(table);
}

std::string relation_words(const QualifiedName& name, const catalog::Catalog& catalog) {
  using Kind = catalog::RelationKind;
  const auto* found = catalog.relation(name);
  const auto kind = found == nullptr ? Kind::Table : found->kind;
  std::string_view word = "table";
  if (kind == Kind::View) word = "view";
  if (kind == Kind::MaterializedView) word = "materialized view";
  if (kind == Kind::Sequence) word = "sequence";
  if (kind == Kind::ForeignTable) word = "foreign table";
  return std::string{word} + " \"" + name.plain() + "\"";
}

bool takes_every_row(const sql::Query& query) {
  if (!query.where) return !query.has_source;
  const auto terms = sql::terms(query.where);
  return std::all_of(terms.begin(), terms.end(),
                     [](const auto& term) { return term.kind == sql::Term::Kind::True; });
}

bool bounds_rows(const sql::Expression& where, const catalog::Relation* table) {
  using Kind = sql::Term::Kind;
  std::set<std::string, std::less<>> given;
  for (const auto& term : sql::terms(where)) {
    if (term.kind == Kind::Range || term.kind == Kind::Limit || term.kind == Kind::Other)
      return true;
    const bool value = term.kind == Kind::Equal || term.kind == Kind::InList;
    if (value) given.emplace(term.column);
  }
  for (const auto& comparison : sql::comparisons(where)) {
    // Two values do not tell many rows apart.
    if (comparison.values.size() == 1 && is_truth(comparison.values[0])) {
      given.erase(comparison.column);
    }
  }
  if (given.contains("ctid") || given.contains("id")) return true;
  if (table == nullptr || !table->known) {
    return !std::all_of(given.begin(), given.end(), is_of_few_values);
  }
  return std::any_of(table->indexes.begin(), table->indexes.end(), [&](const auto& index) {
    return index.unique && std::all_of(index.columns.begin(), index.columns.end(),
                                       [&](const auto& key) { return given.contains(key); });
  });
}

std::vector<std::size_t> live_actions(const Context& context, sql::ActionKind kind) {
  std::vector<std::size_t> out;
  const auto* alter = std::get_if<sql::AlterTable>(&context.view);
  if (alter == nullptr) return out;
  for (std::size_t i = 0; i < alter->actions.size(); ++i) {
    if (alter->actions[i].kind == kind) out.push_back(i);
  }
  if (!out.empty() && !context.live(context.before.resolve(alter->name))) out.clear();
  return out;
}

bool is_of_a_plan(std::string_view name) { return name.find("pgstage_") != name.npos; }

bool has_word_of(const QualifiedName& name, std::string_view words) {
  const auto is_listed = [&](std::string_view part) {
    for (auto rest = words; !rest.empty();) {
      const auto space = std::min(rest.find(' '), rest.size());
      if (space > 0 && rest.substr(0, space) == part) return true;
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    return false;
  };
  if (is_listed(name.schema)) return true;
  for (std::string_view rest = name.name; !rest.empty();) {
    const auto end = std::min(rest.find('_'), rest.size());
    if (is_listed(rest.substr(0, end))) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

std::string with_text(std::string_view original, std::string_view what, std::string_view instead) {
  std::string out{original};
  const auto at = out.find(what);
  if (at != std::string::npos) out.replace(at, what.size(), instead);
  return out;
}

Unless unless_gone(std::vector<QualifiedName> relations) {
  const auto gone = [relations = std::move(relations)](const catalog::Replay& then) {
    return std::none_of(relations.begin(), relations.end(),
                        [&](const auto& each) { return then.catalog().relation(each) != nullptr; });
  };
  return {Unless::Until::Deploy, gone};
}

Unless::Until until_seen(const Context& context) {
  return context.in_transaction() ? Unless::Until::Transaction : Unless::Until::Script;
}

Unless unless_taken_over(const Context& context, QualifiedName name) {
  std::vector<std::string> columns;
  if (const auto* old = context.before.catalog().relation(name); old != nullptr && old->known) {
    for (const auto& column : old->columns) columns.push_back(column.name);
  }
  const auto taken = [name = std::move(name), columns](const catalog::Replay& then) {
    const auto* heir = then.catalog().relation(name);
    // After a rollback it is the old one.
    if (heir == nullptr || !(heir->created_in_batch || heir->named_in_batch)) return false;
    const bool has_all = std::all_of(columns.begin(), columns.end(), [&](const auto& column) {
      return heir->column(column) != nullptr;
    });
    return heir->kind == catalog::RelationKind::View || (has_all && !columns.empty());
  };
  return {until_seen(context), taken};
}

bool is_shut(const Context& context, const QualifiedName& table) {
  return std::any_of(context.held.begin(), context.held.end(), [&](const auto& held) {
    return held.relation == table && blocks_reads(held.mode);
  });
}

bool was_shut(const Context& context, const QualifiedName& table) {
  const auto deeds = context.past.to(table);
  return std::any_of(deeds.begin(), deeds.end(),
                     [](const auto& deed) { return blocks_reads(deed.mode); });
}

bool was_emptied(const Context& context, const QualifiedName& table) {
  bool empty = false;
  for (const auto& deed : context.past.to(table)) {
    if (deed.changes_rows) empty = deed.kind == "TRUNCATE TABLE";
  }
  return empty;
}

bool works_long(const effects::Effects& effects, const Context& context) {
  const auto on_live = [&](const auto& work) { return context.live(work.table); };
  return std::any_of(effects.rewrites.begin(), effects.rewrites.end(), on_live) ||
         std::any_of(effects.index_builds.begin(), effects.index_builds.end(), on_live) ||
         std::any_of(effects.scans.begin(), effects.scans.end(), [&](const auto& scan) {
           return on_live(scan) && !looks_nothing_up(scan, context);
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
    if (scan.why == why && blocking && !was_emptied(context, scan.table)) {
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
