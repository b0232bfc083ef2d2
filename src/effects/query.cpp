#include <algorithm>

#include "statements.hpp"

namespace pgstage::effects {
namespace {

LockMode mode_of(sql::RelationUse::How how) {
  switch (how) {
    case sql::RelationUse::How::Read:
      return LockMode::AccessShare;
    case sql::RelationUse::How::Lock:
      return LockMode::RowShare;
    case sql::RelationUse::How::Write:
      return LockMode::RowExclusive;
  }
  return LockMode::AccessShare;
}

bool leads_an_index(const catalog::Relation& table, std::string_view column) {
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const auto& index) {
    return index.valid && !index.partial && !index.columns.empty() && index.columns[0] == column;
  });
}

/// Whether the condition names rows through an index, so that the table is not read in full.
bool uses_index(const catalog::Relation* table, const sql::Expression& where) {
  if (table == nullptr || !where) return false;
  for (const auto& term : sql::terms(where)) {
    const bool selects = term.kind == sql::Term::Kind::Equal ||
                         term.kind == sql::Term::Kind::Range ||
                         term.kind == sql::Term::Kind::InList;
    if (selects && leads_an_index(*table, term.column)) return true;
  }
  return false;
}

void describe_scans(Builder& out, const sql::Query& query, const sql::ExpressionFacts& facts) {
  if (query.verb == sql::Query::Verb::Insert && !query.has_source) return;
  for (const auto& use : facts.relations) {
    const bool target = use.how == sql::RelationUse::How::Write;
    if (target && query.verb == sql::Query::Verb::Insert) continue;
    const auto relation = out.session().resolve(use.name);
    if (!uses_index(out.relation(relation), query.where)) out.scan(relation, Why::Query);
  }
}

}  // namespace

void describe(Builder& out, const sql::Query& query) {
  const auto facts = sql::facts(query.whole);
  if (!facts.whole) out.uncertain();
  for (const auto& use : facts.relations) {
    out.lock_tree(out.existing(use.name), mode_of(use.how));
  }
  describe_scans(out, query, facts);
  const auto target = out.session().resolve(query.target);
  if (query.verb == sql::Query::Verb::Delete || query.verb == sql::Query::Verb::Merge) {
    out.destroy(Destroyed::What::Rows, target);
  }
  if (query.verb == sql::Query::Verb::Update) {
    for (const auto column : query.assigned) {
      if (!column.empty()) out.column(target, column);
    }
  }
  // What a function of the user's does to the schema is not looked into.
  for (const auto& function : facts.functions) {
    const auto name = out.session().resolve_new(function);
    if (out.catalog().function(name) != nullptr) out.uncertain();
  }
}

void describe(Builder& out, const sql::Copy& statement) {
  if (statement.table.name.empty()) {
    for (const auto& use : sql::facts(statement.query).relations) {
      out.lock(out.existing(use.name), mode_of(use.how));
    }
    return;
  }
  const auto table = out.existing(statement.table);
  out.lock_tree(table, statement.from ? LockMode::RowExclusive : LockMode::AccessShare);
  if (!statement.from) out.scan(table, Why::Query);
}

}  // namespace pgstage::effects
