#include "replace_column.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/lexer.hpp"

#include "kept_definition.hpp"
#include "kept_dress.hpp"
#include "replaceable.hpp"
#include "row_terms.hpp"
#include "steps.hpp"
#include "twins.hpp"

namespace pgstage::plan {
namespace {

using catalog::Column;

void expand(const Change& change, const Replacement& replacement, Draft& out) {
  const auto& sync = replacement.sync;
  const std::string table = sync.table.sql();
  const std::string name = quote_ident(sync.new_column);
  const auto& collation = replacement.collation;
  std::vector<std::string> sql = {fmt::format(
      "ALTER TABLE {} ADD COLUMN {} {}{}", table, name, catalog::to_string(sync.new_type),
      collation ? " COLLATE " + collation->sql() : std::string{})};
  for (auto& statement : install_sync(sync)) sql.push_back(statement);
  for (const auto& member : with_partitions(change, sync.table)) {
    sql.push_back(copy_dress(member, sync.old_column, sync.new_column, sync.both_ways));
  }
  auto undo = remove_sync(sync);
  undo.push_back(fmt::format("ALTER TABLE {} DROP COLUMN {}", table, name));
  out.keep_dress();
  out.expand(
      metadata_step(change, {.title = fmt::format("Add column \"{}\", kept in step with \"{}\"",
                                                  sync.new_column, sync.old_column),
                             .sql = std::move(sql),
                             .undo = std::move(undo),
                             .done = trigger_exists(sync.table, sync.trigger())}));
}

/// Before anything is done about them.
Step rows_will_do_step(const Change& change, const Replacement& replacement) {
  return check_step(
      change,
      fmt::format("See that every row's \"{}\" can become {}", replacement.sync.old_column,
                  catalog::to_string(replacement.sync.new_type)),
      replacement.check);
}

/// Of a row in which the columns are not in step.
std::string out_of_step(const Sync& sync) {
  const std::string value = forward_of(sync);
  return differ(sync.new_type, quote_ident(sync.new_column),
                sync.both_ways ? value : value + "::" + catalog::to_string(sync.new_type));
}

void fill(const Change& change, const Sync& sync, Draft& out) {
  if (!sync.certain) {
    out.gate(
        PhaseName::Migrate,
        fmt::format("deploy code that writes to {} only what can become {}",
                    column_object(sync.table, sync.old_column), catalog::to_string(sync.new_type)));
    out.migrate(be_strict_step(change, sync));
  }
  out.migrate(backfill_step(
      change, {.title = fmt::format("Copy \"{}\" to \"{}\" in the rows that are there",
                                    sync.old_column, sync.new_column),
               .table = sync.table,
               .set = quote_ident(sync.new_column) + " = " + forward_of(sync),
               .where = out_of_step(sync),
               .undo = {}}));
}

/// Made while both columns live: the trigger fills the one that code leaves out. A name of its own
/// is free only once the old column is gone.
Validated not_null_proof(const Change& change, const Sync& sync) {
  const std::string column = quote_ident(sync.new_column);
  return {.what = fmt::format("a check that column \"{}\" is not null", sync.new_column),
          .table = sync.table,
          .name = helper_name("pgstage_not_null", sync.table.name, sync.new_column),
          .definition = not_null_has_a_name(change) ? "NOT NULL " + column
                                                    : fmt::format("CHECK ({} IS NOT NULL)", column),
          .locks_first = {}};
}

/// Queries are planned by what is known of the new column from the moment of the swap on.
void gather_statistics(const Change& change, const QualifiedName& table, Draft& out) {
  out.migrate(metadata_step(change, {.title = fmt::format("Gather statistics of {}", table.sql()),
                                     .sql = {"ANALYZE " + table.sql()},
                                     .undo = {},
                                     .done = {}}));
}

/// The transaction in which the new column takes over, statement by statement. What is bound by
/// name finds the new column under the old one's, whatever it is called in the end.
class Swap {
 public:
  Swap(const Change& change, const Replacement& replacement)
      : change_(change),
        replacement_(replacement),
        sync_(replacement.sync),
        old_(*change.relation(sync_.table)->column(sync_.old_column)),
        alter_("ALTER TABLE " + sync_.table.sql()),
        old_name_(quote_ident(sync_.old_column)),
        new_name_(quote_ident(sync_.new_column)) {}

  std::vector<std::string> statements(const Dress& dress, Draft& out) {
    sql_ = dress.locks;
    lock_readers();
    add(remove_sync(sync_));
    keep("readers", readers_of(sync_.table, sync_.old_column));
    for (const auto& member : with_partitions(change_, sync_.table)) {
      keep(dress_in(member), dress_of(member, sync_.old_column));
    }
    if (names_not_null()) {
      keep("not null",
           not_null_of(sync_.table, sync_.old_column, not_null_proof(change_, sync_).name));
    }
    take_default();
    take_sequences(out);
    take_not_null();
    add(dress.first);
    rename(sync_.old_column, leaving());
    rename(sync_.new_column, sync_.old_column);
    restore("readers");
    sql_.push_back(fmt::format("{} DROP COLUMN {}", alter_, quote_ident(leaving())));
    if (names_not_null()) restore("not null");
    add(dress.last);
    if (old_.identity != Identity::None) restore("identity");
    for (const auto& member : with_partitions(change_, sync_.table)) restore(dress_in(member));
    if (replacement_.final_name != sync_.old_column) {
      rename(sync_.old_column, replacement_.final_name);
    }
    return std::move(sql_);
  }

 private:
  void add(const std::vector<std::string>& statements) {
    sql_.insert(sql_.end(), statements.begin(), statements.end());
  }

  std::string dress_in(const QualifiedName& member) const {
    return member == sync_.table ? "dress" : "dress in " + member.sql();
  }
  std::string key(std::string_view what) const {
    return fmt::format("{} of {} {}", what, column_object(sync_.table, sync_.old_column),
                       change_.number);
  }
  void keep(std::string_view what, const std::string& definition) {
    sql_.push_back(keep_definition(key(what), definition));
  }
  void restore(std::string_view what) { sql_.push_back(restore_definition(key(what))); }

  void rename(const std::string& from, const std::string& to) {
    sql_.push_back(
        fmt::format("{} RENAME COLUMN {} TO {}", alter_, quote_ident(from), quote_ident(to)));
  }
  std::string leaving() const { return helper_name("pgstage_old", sync_.old_column); }

  void lock_readers() {
    for (const auto& reader : change_.before.catalog().readers(sync_.table)) {
      const auto& reads = change_.relation(reader)->reads;
      const bool reads_it = std::any_of(reads.begin(), reads.end(), [&](const auto& each) {
        return each.relation == sync_.table && each.columns.contains(sync_.old_column);
      });
      if (reads_it) {
        sql_.push_back(fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", reader.sql()));
      }
    }
  }

  /// The server casts it to the new type as it would have done in ALTER COLUMN … TYPE. A constant
  /// without a type of its own would get the new one at once.
  void take_default() {
    if (!old_.default_value) return;
    auto type = old_.type;
    type.modifiers.clear();
    const auto& sql = old_.default_value->sql;
    const bool takes_new = sync_.old_type != sync_.new_type && is_bare_string(sql);
    const auto cast = takes_new ? "::" + catalog::to_string(type) : std::string{};
    sql_.push_back(
        fmt::format("{} ALTER COLUMN {} SET DEFAULT {}{}", alter_, new_name_, sql, cast));
  }

  static bool is_bare_string(std::string_view sql) {
    sql::Lexer lexer(sql);
    sql::Token token;
    return lexer.next_significant(token) && token.kind == sql::TokenKind::String &&
           !lexer.next_significant(token);
  }

  /// A sequence of the user's own moves; that of an identity cannot, and is made again.
  void take_sequences(Draft& out) {
    if (old_.identity != Identity::None) {
      keep("identity", identity_of(sync_.table, sync_.old_column));
      sql_.push_back(fmt::format("{} ALTER COLUMN {} DROP IDENTITY", alter_, old_name_));
      return;
    }
    for (const auto& sequence : change_.before.catalog().owned_sequences(sync_.table)) {
      if (change_.relation(sequence)->owner_column != sync_.old_column) continue;
      sql_.push_back(fmt::format("ALTER SEQUENCE {} OWNED BY {}.{}", sequence.sql(),
                                 sync_.table.sql(), new_name_));
      if (!is_wider(sync_.old_type, sync_.new_type)) continue;
      sql_.push_back(fmt::format("ALTER SEQUENCE {} AS {}", sequence.sql(),
                                 catalog::to_string(sync_.new_type)));
      out.accept("type of sequence " + sequence.sql());
    }
  }

  /// A serial's sequence ends where its column did, however wide that is now.
  static bool is_wider(const catalog::Type& from, const catalog::Type& to) {
    const auto width = [](const catalog::Type& type) {
      const bool builtin = type.name.schema == "pg_catalog" && !type.array;
      if (builtin && type.name.name == "int2") return 2;
      if (builtin && type.name.name == "int4") return 4;
      return builtin && type.name.name == "int8" ? 8 : 0;
    };
    return width(from) > 0 && width(from) < width(to);
  }

  void take_not_null() {
    if (!old_.not_null || not_null_has_a_name(change_)) return;
    sql_.push_back(fmt::format("{} ALTER COLUMN {} SET NOT NULL", alter_, new_name_));
    sql_.push_back(fmt::format("{} DROP CONSTRAINT {}", alter_,
                               quote_ident(not_null_proof(change_, sync_).name)));
  }

  bool names_not_null() const { return old_.not_null && not_null_has_a_name(change_); }

  const Change& change_;
  const Replacement& replacement_;
  const Sync& sync_;
  const Column& old_;
  const std::string alter_;
  const std::string old_name_;
  const std::string new_name_;
  std::vector<std::string> sql_;
};

/// Whoever turned the trigger off, for however short a time, may have written what only one of the
/// columns knows.
Step in_step_step(const Change& change, const Sync& sync) {
  return check_step(
      change,
      fmt::format(
          "See that \"{}\" has followed \"{}\" in every row, with its trigger enabled ALWAYS",
          sync.new_column, sync.old_column),
      fmt::format("SELECT ({}) AND NOT EXISTS (SELECT 1 FROM {} WHERE {})",
                  trigger_exists(sync.table, sync.trigger()), sync.table.sql(), out_of_step(sync)));
}

void take_over(const Change& change, const Replacement& replacement, const Dress& dress,
               Draft& out) {
  const auto& sync = replacement.sync;
  out.contract(in_step_step(change, sync));
  out.contract_for_good(metadata_step(
      change, {.title = fmt::format("Let \"{}\" take the place of \"{}\"", sync.new_column,
                                    sync.old_column),
               .sql = Swap(change, replacement).statements(dress, out),
               .undo = {},
               .done = column_absent(sync.table, replacement.final_name == sync.old_column
                                                     ? sync.new_column
                                                     : sync.old_column)}));
}

/// What a later statement of the plan must not decide before this one has.
void settle(const Replacement& replacement, const Column& old, Draft& out) {
  const auto& sync = replacement.sync;
  if (replacement.final_name != sync.new_column) {
    out.succeed({sync.table, replacement.final_name}, sync.new_column);
  }
  out.settle(sync.table, sync.old_column);
  if (old.default_value) out.settle(sync.table, "default");
  if (old.not_null) out.settle(sync.table, "null");
  if (old.identity != Identity::None) out.settle(sync.table, "identity");
}

}  // namespace

Result<void> replace_column(const Change& change, const Replacement& replacement, Draft& out) {
  const auto& sync = replacement.sync;
  const Column old = *change.relation(sync.table)->column(sync.old_column);
  if (!sync.certain) out.expand(rows_will_do_step(change, replacement));
  expand(change, replacement, out);
  fill(change, sync, out);
  // A key over the column rests on it.
  if (old.not_null) {
    out.migrate(add_not_valid_step(change, not_null_proof(change, sync)));
    out.migrate(validate_step(change, not_null_proof(change, sync)));
  }
  const auto dress = build_twins(change, {sync.table, sync.old_column, sync.new_column}, out);
  if (!dress) return dress.error();
  gather_statistics(change, sync.table, out);
  take_over(change, replacement, *dress, out);
  settle(replacement, old, out);
  for (const auto& member : with_partitions(change, sync.table)) {
    out.accept("column position of " + column_object(member, replacement.final_name));
  }
  return {};
}

}  // namespace pgstage::plan
