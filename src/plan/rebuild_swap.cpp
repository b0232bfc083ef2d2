// The transaction in which a twin takes the place of its table, and the one in which it goes back.
#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "pgstage/catalog/tree.hpp"
#include "pgstage/model/names.hpp"

#include "kept_definition.hpp"
#include "kept_dress.hpp"
#include "rebuild.hpp"
#include "steps.hpp"
#include "table_dress.hpp"
#include "twins.hpp"

namespace pgstage::plan {
namespace {

using catalog::Constraint;
using Kind = sql::ActionKind;

std::string alter(const QualifiedName& table) { return "ALTER TABLE " + table.sql(); }

/// What the rules for what people write cannot know.
std::string fine(std::string_view rule, std::string_view why, const std::string& sql) {
  return fmt::format("-- pgstage:ignore {} -- {}\n{}", rule, why, sql);
}

std::string by_server(const std::string& sql) {
  return fine("unanalyzable-sql", "it runs what the server says of the table", sql);
}

std::string rename_table(const QualifiedName& from, const QualifiedName& to) {
  return fmt::format("{} RENAME TO {}", alter(from), quote_ident(to.name));
}

class Writer {
 public:
  Writer(const Change& change, const Rebuild& rebuild)
      : change_(change),
        rebuild_(rebuild),
        table_(*change.relation(rebuild.table)),
        keys_(keys_around(change, rebuild.table)) {}

  Swap write() {
    forth();
    back();
    return std::move(swap_);
  }

 private:
  /// Parents before those that reference them, as applications lock them; then what reads it.
  std::vector<std::string> locks(const QualifiedName& other) const {
    std::vector<QualifiedName> order;
    const auto add = [&](const QualifiedName& name) {
      if (std::find(order.begin(), order.end(), name) == order.end()) order.push_back(name);
    };
    for (const auto& each : keys_) {
      if (each.table == rebuild_.table) add(each.key->referenced);
    }
    add(rebuild_.table);
    add(other);
    for (const auto& each : keys_) add(each.table);
    for (const auto& reader : change_.before.catalog().readers(rebuild_.table)) add(reader);
    std::vector<std::string> out;
    for (const auto& name : order) {
      out.push_back(fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", name.sql()));
    }
    return out;
  }

  void forth() {
    auto& sql = swap_.sql;
    sql = locks(rebuild_.twin);
    sql.push_back(nothing_is_missing(may_be_emptied(change_, rebuild_.table)));
    append(sql, end_feed(there()));
    sql.push_back(nothing_slipped_in());
    sql.push_back(
        by_server(keep_definition(key("dress"), dress_for_swap(rebuild_.table, rebuild_.aside))));
    drop_keys(sql);
    for (const auto& [sequence, column] : owned()) {
      if (column->identity == Identity::None) {
        set_persistence(sequence, true, sql);
        own(sequence, rebuild_.twin, *column, sql);
        continue;
      }
      sql.push_back(keep_identity(sequence, *column));
      rename_sequence(sequence.name, aside_of(rebuild_, sequence.name), sql);
    }
    sql.push_back(rename_away());
    for (const auto& index : table_.indexes) {
      rename_index(index.name, aside_of(rebuild_, index.name), sql);
    }
    sql.push_back(rename_table(rebuild_.twin, rebuild_.table));
    for (const auto& index : table_.indexes) {
      rename_index(twin_of(rebuild_, index.name), index.name, sql);
    }
    add_checks(sql);
    add_keys(sql);
    for (const auto& [sequence, column] : owned()) {
      if (column->identity != Identity::None)
        sql.push_back(by_server(restore_definition(key(sequence.name))));
    }
    sql.push_back(by_server(restore_definition(key("dress"))));
    sql.push_back(all_is_taken_over(rebuild_.aside));
    append(sql, begin_feed(back_again()));
  }

  void back() {
    auto& undo = swap_.undo;
    undo = locks(rebuild_.aside);
    undo.push_back(nothing_is_missing(table_.persistence == Persistence::Unlogged));
    append(undo, end_feed(back_again()));
    undo.push_back(
        by_server(keep_definition(key("dress"), dress_for_swap(rebuild_.table, rebuild_.twin))));
    drop_keys(undo);
    for (const auto& [sequence, column] : owned()) {
      if (column->identity == Identity::None) {
        set_persistence(sequence, false, undo);
        own(sequence, rebuild_.aside, *column, undo);
        continue;
      }
      const QualifiedName first{sequence.schema, aside_of(rebuild_, sequence.name)};
      undo.push_back(fmt::format("SELECT pg_catalog.setval({}, last_value, is_called) FROM {}",
                                 quote_literal(first.sql()), sequence.sql()));
      undo.push_back(fmt::format("{} ALTER COLUMN {} DROP IDENTITY", alter(rebuild_.table),
                                 quote_ident(column->name)));
      rename_sequence(first.name, sequence.name, undo);
    }
    undo.push_back(rename_table(rebuild_.table, rebuild_.twin));
    for (const auto& index : table_.indexes) {
      rename_index(index.name, twin_of(rebuild_, index.name), undo);
    }
    undo.push_back(rename_table(rebuild_.aside, rebuild_.table));
    for (const auto& index : table_.indexes) {
      rename_index(aside_of(rebuild_, index.name), index.name, undo);
    }
    add_keys(undo);
    undo.push_back(by_server(restore_definition(key("dress"))));
    undo.push_back(all_is_taken_over(rebuild_.twin));
    append(undo, begin_feed(there()));
  }

  Feed there() const { return {rebuild_, rebuild_.table, rebuild_.twin, "there"}; }
  Feed back_again() const { return {rebuild_, rebuild_.table, rebuild_.aside, "back"}; }

  static void append(std::vector<std::string>& to, const std::vector<std::string>& from) {
    to.insert(to.end(), from.begin(), from.end());
  }

  std::string key(std::string_view what) const {
    return fmt::format("{} of {} {}", what, rebuild_.table.sql(), rebuild_.number);
  }

  static std::string stop_if(const std::string& condition, const std::string& message,
                             std::string_view detail) {
    return fmt::format(R"(DO $pgstage$
BEGIN
  IF {} THEN
    RAISE EXCEPTION USING MESSAGE = {}, DETAIL = {};
  END IF;
END
$pgstage$)",
                       condition, quote_literal(message), quote_literal(detail));
  }

  /// What was counted, and whether a crash emptied what is not logged.
  std::string nothing_is_missing(bool may_be_emptied) const {
    auto condition = fmt::format("(SELECT is_called FROM {})", missed_by(rebuild_).sql());
    if (may_be_emptied) {
      condition += fmt::format(" OR NOT EXISTS (SELECT FROM {})", crash_mark(rebuild_).sql());
    }
    return stop_if(condition,
                   rebuild_.table.sql() + " and its twin do not hold the same rows any more",
                   "A write could not be carried over, or the server crashed.");
  }

  std::string nothing_slipped_in() const {
    return stop_if("NOT " + can_succeed(rebuild_.twin, rebuild_.table),
                   rebuild_.table.sql() + " is not what it was when its twin was made",
                   "Something came to it that the twin has not.");
  }

  std::string all_is_taken_over(const QualifiedName& left) const {
    return stop_if("NOT " + is_left(left),
                   "something is bound to what " + rebuild_.table.sql() + " was",
                   "It came after the plan was made.");
  }

  std::string rename_away() const {
    const auto sql = rename_table(rebuild_.table, rebuild_.aside);
    if (catalog::published_by(change_.before.catalog(), rebuild_.table).empty()) return sql;
    return fine("logical-replication-order", "its twin is published by that name", sql);
  }

  /// Each with the column that it counts.
  std::vector<std::pair<QualifiedName, const catalog::Column*>> owned() const {
    std::vector<std::pair<QualifiedName, const catalog::Column*>> out;
    for (const auto& name : change_.before.catalog().owned_sequences(rebuild_.table)) {
      out.emplace_back(name, table_.column(change_.relation(name)->owner_column));
    }
    return out;
  }

  static void own(const QualifiedName& sequence, const QualifiedName& table,
                  const catalog::Column& column, std::vector<std::string>& out) {
    out.push_back(fine("alter-sequence-blocks-nextval",
                       "who takes numbers waits for the table, too",
                       fmt::format("ALTER SEQUENCE {} OWNED BY {}.{}", sequence.sql(), table.sql(),
                                   quote_ident(column.name))));
  }

  /// From 15 on, a sequence is logged as its table is.
  void set_persistence(const QualifiedName& sequence, bool forth,
                       std::vector<std::string>& out) const {
    const auto kind = change_.action()->kind;
    if (change_.version.major < 15 || (kind != Kind::SetLogged && kind != Kind::SetUnlogged)) {
      return;
    }
    const bool logged = (kind == Kind::SetLogged) == forth;
    out.push_back(
        fmt::format("ALTER SEQUENCE {} SET {}", sequence.sql(), logged ? "LOGGED" : "UNLOGGED"));
  }

  std::string keep_identity(const QualifiedName& sequence, const catalog::Column& column) const {
    return by_server(keep_definition(key(sequence.name), identity_of(rebuild_.table, column.name)));
  }

  void rename_sequence(const std::string& from, const std::string& to,
                       std::vector<std::string>& out) const {
    const QualifiedName name{rebuild_.table.schema, from};
    out.push_back(fmt::format("ALTER SEQUENCE {} RENAME TO {}", name.sql(), quote_ident(to)));
  }

  void rename_index(const std::string& from, const std::string& to,
                    std::vector<std::string>& out) const {
    const QualifiedName name{rebuild_.table.schema, from};
    out.push_back(fmt::format("ALTER INDEX {} RENAME TO {}", name.sql(), quote_ident(to)));
  }

  /// Those that rows of before need not satisfy.
  void add_checks(std::vector<std::string>& out) const {
    for (const auto& each : table_.constraints) {
      if (each.kind != ConstraintKind::Check || each.validated || !each.enforced) continue;
      out.push_back(fmt::format("{} ADD CONSTRAINT {} CHECK ({}){} NOT VALID",
                                alter(rebuild_.table), quote_ident(each.name), each.expression,
                                each.no_inherit ? " NO INHERIT" : ""));
    }
  }

  void drop_keys(std::vector<std::string>& out) const {
    for (const auto& each : keys_) {
      out.push_back(
          fmt::format("{} DROP CONSTRAINT {}", alter(each.table), quote_ident(each.key->name)));
    }
  }

  void add_keys(std::vector<std::string>& out) const {
    for (const auto& each : keys_) {
      out.push_back(fmt::format("{} ADD CONSTRAINT {} {} NOT VALID", alter(each.table),
                                quote_ident(each.key->name),
                                definition_until_contract(change_, each.table, *each.key)));
    }
  }

  const Change& change_;
  const Rebuild& rebuild_;
  const catalog::Relation& table_;
  std::vector<KeyAround> keys_;
  Swap swap_;
};

}  // namespace

std::string twin_of(const Rebuild& rebuild, const std::string& name) {
  return helper_name(fmt::format("pgstage_twin_{}", rebuild.number), name);
}

std::string aside_of(const Rebuild& rebuild, const std::string& name) {
  return helper_name(fmt::format("pgstage_old_{}", rebuild.number), name);
}

QualifiedName crash_mark(const Rebuild& rebuild) {
  return {rebuild.table.schema,
          helper_name(fmt::format("pgstage_uncrashed_{}", rebuild.number), rebuild.table.name)};
}

bool may_be_emptied(const Change& change, const QualifiedName& table) {
  const auto* action = change.action();
  return change.relation(table)->persistence == Persistence::Unlogged ||
         (action != nullptr && action->kind == Kind::SetUnlogged);
}

std::vector<KeyAround> keys_around(const Change& change, const QualifiedName& table) {
  std::vector<KeyAround> out;
  const auto take = [&](const QualifiedName& name) {
    for (const auto& key : change.relation(name)->constraints) {
      const bool around = name == table || key.referenced == table;
      if (around && key.kind == ConstraintKind::ForeignKey) out.push_back({name, &key});
    }
  };
  take(table);
  for (const auto& name : change.before.catalog().referencing(table)) {
    if (name != table) take(name);
  }
  return out;
}

Swap swap_of(const Change& change, const Rebuild& rebuild) {
  return Writer(change, rebuild).write();
}

}  // namespace pgstage::plan
