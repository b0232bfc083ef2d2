// SELECT, INSERT, UPDATE, DELETE, MERGE and COPY.
#include <algorithm>
#include <set>

#include "bodies.hpp"
#include "bounds.hpp"
#include "circles.hpp"
#include "enum_labels.hpp"
#include "referential.hpp"
#include "statements.hpp"

namespace pgstage::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;
using sql::Query;
using How = sql::RelationUse::How;

bool leads_an_index(const Relation& table, std::string_view column) {
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const auto& index) {
    return index.valid && !index.partial && !index.columns.empty() && index.columns[0] == column;
  });
}

/// Whether the condition names rows through an index, so that the table is not read in full.
bool uses_index(const Relation* table, const sql::Expression& where) {
  if (table == nullptr || !where) return false;
  for (const auto& term : sql::terms(where)) {
    const bool selects = term.kind == sql::Term::Kind::Equal ||
                         term.kind == sql::Term::Kind::Range ||
                         term.kind == sql::Term::Kind::InList;
    if (selects && leads_an_index(*table, term.column)) return true;
  }
  return false;
}

class Planned {
 public:
  Planned(Builder& out, const Query& query)
      : out_(out), query_(query), condition_(sql::comparisons(query.where)) {}

  void use(const sql::RelationUse& use) {
    const auto name = out_.existing(use.name);
    refuse_circular_view(out_, name);
    const bool inserts =
        use.how == How::Write && query_.verb == Query::Verb::Insert && use.name == query_.target;
    if (inserts) return insert(name);
    for (const auto& each : opened(name, !use.only)) {
      lock(each, mode_of(use));
      if (!query_.limited) scan(each);
    }
    if (moves_rows(name)) out_.lock_tree(name, LockMode::RowExclusive);
  }

 private:
  LockMode mode_of(const sql::RelationUse& use) const {
    if (use.how == How::Write) return LockMode::RowExclusive;
    if (use.how == How::Read) return LockMode::AccessShare;
    const auto& locked = query_.locked;
    const bool meant =
        locked.empty() || std::find(locked.begin(), locked.end(), use.name) != locked.end();
    return meant ? LockMode::RowShare : LockMode::AccessShare;
  }

  /// A new partition key may lead to any partition.
  bool moves_rows(const QualifiedName& name) const {
    const auto* table = out_.relation(name);
    if (table == nullptr || query_.verb != Query::Verb::Update) return false;
    const auto& key = table->partition_key;
    return std::any_of(query_.assigned.begin(), query_.assigned.end(), [&](auto column) {
      return std::find(key.begin(), key.end(), column) != key.end();
    });
  }

  bool pruned(const Relation& parent, const QualifiedName& child) const {
    const auto* partition = out_.relation(child);
    return partition != nullptr && partition->bound && parent.partition_key.size() == 1 &&
           !may_hold(*partition->bound, parent.partition_key.front(), condition_);
  }

  /// Everything that planning opens: partitions that the condition does not leave out, and what
  /// views are made of.
  std::vector<QualifiedName> opened(const QualifiedName& name, bool whole) const {
    std::vector<QualifiedName> out;
    std::vector<QualifiedName> pending{name};
    std::set<QualifiedName> seen{name};
    while (!pending.empty()) {
      out.push_back(std::move(pending.back()));
      pending.pop_back();
      for (auto& next : opened_by(out.back(), whole)) {
        if (seen.insert(next).second) pending.push_back(std::move(next));
      }
      whole = true;
    }
    return out;
  }

  std::vector<QualifiedName> opened_by(const QualifiedName& name, bool whole) const {
    std::vector<QualifiedName> out;
    const auto* found = out_.relation(name);
    if (found == nullptr) return out;
    if (found->kind == RelationKind::View) {
      for (const auto& reads : found->reads) out.push_back(reads.relation);
    }
    if (!whole) return out;
    for (const auto& child : found->children) {
      if (!pruned(*found, child)) out.push_back(child);
    }
    return out;
  }

  void lock(const QualifiedName& name, LockMode mode) {
    out_.lock(name, mode);
    out_.lock_indexes_of(name, mode);
  }

  void scan(const QualifiedName& name) {
    const auto* found = out_.relation(name);
    const bool holds = found == nullptr || (found->kind != RelationKind::PartitionedTable &&
                                            found->kind != RelationKind::View);
    if (holds && !uses_index(found, query_.where)) out_.scan_one(name, Why::Query);
  }

  /// Of a partitioned table, the partitions that rows go to.
  void insert(const QualifiedName& name) {
    out_.lock(name, LockMode::RowExclusive);
    if (query_.infers_index) out_.lock_indexes_of(name, LockMode::RowExclusive);
    const auto* found = out_.relation(name);
    if (found == nullptr || found->kind != RelationKind::PartitionedTable) return;
    for (const auto& child : found->children) {
      if (takes_a_row(*found, child)) insert(child);
    }
  }

  bool takes_a_row(const Relation& parent, const QualifiedName& child) const {
    const auto* partition = out_.relation(child);
    if (partition == nullptr || !partition->bound || query_.rows.empty() ||
        parent.partition_key.size() != 1) {
      return true;
    }
    const auto& key = parent.partition_key.front();
    const auto position = position_of(parent, key);
    return std::any_of(query_.rows.begin(), query_.rows.end(), [&](const auto& row) {
      if (position >= row.size() || row[position].empty()) return true;
      return may_hold(*partition->bound, key, {{key, "=", {row[position]}}});
    });
  }

  std::size_t position_of(const Relation& table, const std::string& column) const {
    if (!query_.inserted.empty()) {
      const auto found = std::find(query_.inserted.begin(), query_.inserted.end(), column);
      return static_cast<std::size_t>(found - query_.inserted.begin());
    }
    std::size_t i = 0;
    while (i < table.columns.size() && table.columns[i].name != column) ++i;
    return i;
  }

  Builder& out_;
  const Query& query_;
  std::vector<sql::Comparison> condition_;
};

/// nextval() and setval() write their sequence.
void lock_sequences(Builder& out, const sql::ExpressionFacts& facts) {
  const bool writes = std::any_of(
      facts.functions.begin(), facts.functions.end(),
      [](const auto& function) { return function.name == "nextval" || function.name == "setval"; });
  if (!writes) return;
  for (const auto string : facts.strings) {
    const auto name = out.session().resolve(sql::split_name(string));
    const auto* found = out.relation(name);
    if (found != nullptr && found->kind == RelationKind::Sequence) {
      out.lock(name, LockMode::RowExclusive);
    }
  }
}

void describe_columns(Builder& out, const Query& query, const QualifiedName& target) {
  const auto* found = out.relation(target);
  for (const auto column : query.assigned) {
    if (!column.empty()) out.column(target, column);
  }
  for (const auto name : query.inserted) {
    const auto* column = out.column(target, name);
    if (column == nullptr || query.overriding) continue;
    if (column->generated != Generated::None || column->identity == Identity::Always) {
      out.fail("428C9", "cannot insert a non-DEFAULT value into column \"" + column->name + "\"");
    }
  }
  if (found == nullptr) return refuse_new_labels(out, query.whole);
  for (const auto& column : found->columns) refuse_new_labels(out, query.whole, column.type);
}

}  // namespace

bool selects_by_index(const Builder& out, const QualifiedName& relation,
                      const sql::Expression& query) {
  return uses_index(out.relation(relation), sql::condition_of(query));
}

void describe(Builder& out, const Query& query) {
  const auto facts = sql::facts(query.whole);
  if (!facts.whole) out.uncertain();
  Planned planned(out, query);
  for (const auto& use : facts.relations) planned.use(use);
  lock_sequences(out, facts);
  const auto target = out.session().resolve(query.target);
  describe_columns(out, query, target);
  describe_referential(out, query, target);
  if (query.verb == Query::Verb::Delete || query.verb == Query::Verb::Merge) {
    out.destroy(Destroyed::What::Rows, target);
  }
  describe_called(out, facts);
}

void describe(Builder& out, const sql::Explain& statement) {
  const auto facts = sql::facts(statement.query);
  for (const auto& use : facts.relations) {
    const auto name = out.existing(use.name);
    refuse_circular_view(out, name);
    const auto mode = use.how == How::Write  ? LockMode::RowExclusive
                      : use.how == How::Lock ? LockMode::RowShare
                                             : LockMode::AccessShare;
    out.lock_for_query(name, mode);
    if (statement.analyze) out.scan(name, Why::Query);
  }
}

void describe(Builder& out, const sql::Copy& statement) {
  if (statement.table.name.empty()) {
    for (const auto& use : sql::facts(statement.query).relations) {
      const auto name = out.existing(use.name);
      out.lock_tree(name, LockMode::AccessShare);
      out.scan(name, Why::Query);
    }
    return;
  }
  const auto table = out.existing(statement.table);
  for (const auto column : statement.columns) out.column(table, column);
  if (!statement.from) {
    out.lock_tree(table, LockMode::AccessShare);
    return out.scan(table, Why::Query);
  }
  out.lock_tree(table, LockMode::RowExclusive);
  Query rows{.verb = Query::Verb::Insert};
  rows.inserted = statement.columns;
  describe_referential(out, rows, table);
}

}  // namespace pgstage::effects
