#include "attach.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/catalog/partition_bound.hpp"
#include "pgstage/catalog/tree.hpp"
#include "pgstage/model/names.hpp"
#include "pgstage/sql/lexer.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "constraints.hpp"
#include "keys.hpp"
#include "steps.hpp"

namespace pgstage::plan {
namespace {

using catalog::Relation;
using effects::Why;

class Attacher {
 public:
  Attacher(const Change& change, const NewPartition& made, const effects::Effects& effects,
           const Prepared& prepared, Draft& out)
      : change_(change), made_(made), effects_(effects), prepared_(prepared), out_(out) {
    live_ = change.relation(made.partition) != nullptr && change.live(made.partition);
  }

  Result<Attaching> write() {
    if (auto done = prove_partition(); !done) return done.error();
    if (auto done = prove_default(); !done) return done.error();
    if (live_) {
      auto done = build_missing_indexes(change_, made_, prepared_, out_, attaching_);
      if (!done) return done.error();
    }
    if (auto done = key_partition(); !done) return done.error();
    return std::move(attaching_);
  }
  bool live() const { return live_; }

 private:
  /// Only what others use has to be read while they do.
  bool reads(const QualifiedName& root, Why why) const {
    return std::any_of(effects_.scans.begin(), effects_.scans.end(), [&](const auto& scan) {
      if (scan.why != why || !change_.live(scan.table)) return false;
      const auto below = catalog::descendants(change_.before.catalog(), root);
      return scan.table == root || std::find(below.begin(), below.end(), scan.table) != below.end();
    });
  }

  const Relation& parent() const { return *change_.relation(made_.parent); }

  Result<void> refuse_unsaid() const {
    return input_error(
        fmt::format("the bound of partition {} cannot be said as a check, so that attaching it "
                    "would read rows while reads and writes wait",
                    made_.partition.sql()),
        "Add a check that says what pg_get_partition_constraintdef() says, NOT VALID, and validate "
        "it in a migration before this one.");
  }

  /// A check that is there for the attaching alone. `then`: the table's name by then.
  Result<void> check(const QualifiedName& table, const QualifiedName& then, std::string_view prefix,
                     std::string what, const std::optional<std::string>& condition) {
    if (!condition) return refuse_unsaid();
    const Validated parts{.what = std::move(what),
                          .table = table,
                          .name = helper_name(prefix, made_.partition.name),
                          .definition = "CHECK (" + *condition + ")"};
    out_.migrate(add_not_valid_step(change_, parts));
    out_.migrate(validate_step(change_, parts));
    attaching_.last.push_back(
        fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", then.sql(), quote_ident(parts.name)));
    return {};
  }

  Result<void> prove_partition() {
    if (!live_ || !reads(made_.partition, Why::ProvePartitionBound)) return {};
    attaching_.checked = true;
    return check(prepared_.table, made_.partition, "pgstage_inside",
                 "a check that all rows belong here", catalog::inside(parent(), made_.bound));
  }

  Result<void> prove_default() {
    for (const auto& child : parent().children) {
      const auto* other = change_.relation(child);
      if (other == nullptr || !other->is_default_partition) continue;
      if (!reads(child, Why::ProvePartitionBound)) continue;
      out_.gate(PhaseName::Migrate,
                fmt::format("see that nothing is written to {} that belongs to partition {}: such "
                            "rows are refused from the first step of the phase until it is "
                            "attached",
                            made_.parent.sql(), made_.partition.sql()));
      return check(child, child, "pgstage_outside",
                   fmt::format("a check that no row belongs to {}", made_.partition.sql()),
                   catalog::outside(parent(), made_.bound));
    }
    return {};
  }

  /// Also of a new one: attaching it with a key to make would read the referenced table.
  Result<void> key_partition() {
    static const Relation kNew;
    const auto* known = change_.relation(made_.partition);
    const Relation* own = known == nullptr ? &kNew : known;
    for (const auto& key : parent().constraints) {
      if (key.kind != ConstraintKind::ForeignKey) continue;
      // The triggers of the partition's own key go when it becomes part of the parent's.
      attaching_.locks.push_back(
          fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", key.referenced.sql()));
      const bool there =
          std::any_of(own->constraints.begin(), own->constraints.end(), [&](const auto& each) {
            return each.kind == key.kind && each.columns == key.columns &&
                   each.referenced == key.referenced;
          });
      if (there) continue;
      if (key.definition.empty() || own->constraint(key.name) != nullptr) {
        return input_error(
            fmt::format("attaching {} would read it for foreign key \"{}\" while writes wait",
                        made_.partition.sql(), key.name),
            "Add the same key to it NOT VALID and validate it in a migration before this one.");
      }
      auto added = add_foreign_key(prepared_.change, prepared_.table, key, out_);
      if (!added) return added;
    }
    return {};
  }

  const Change& change_;
  const NewPartition& made_;
  const effects::Effects& effects_;
  const Prepared& prepared_;
  Draft& out_;
  bool live_ = false;
  Attaching attaching_;
};

void attach(const Change& change, const NewPartition& made, bool live, const Attaching& attaching,
            Draft& out) {
  const std::string alter = "ALTER TABLE " + made.parent.sql();
  const std::string child = made.partition.sql();
  std::vector<std::string> sql = attaching.locks;
  sql.insert(sql.end(), attaching.first.begin(), attaching.first.end());
  sql.push_back(fmt::format("{} ATTACH PARTITION {} {}", alter, child, made.bound_text));
  sql.insert(sql.end(), attaching.last.begin(), attaching.last.end());
  std::vector<std::string> undo{fmt::format("{} DETACH PARTITION {}", alter, child)};
  undo.insert(undo.end(), attaching.undo.begin(), attaching.undo.end());
  const bool alone = sql.size() == 1;
  Step step =
      metadata_step(change, {.title = fmt::format("Attach {} to {}", child, made.parent.sql()),
                             .sql = std::move(sql),
                             .undo = std::move(undo),
                             .done = is_part_of(made.partition, made.parent)});
  if (live || !alone) {
    out.migrate(std::move(step));
  } else {
    out.expand(std::move(step));
  }
}

Result<void> refuse_missing(const NewPartition& made, const catalog::Index& index) {
  return input_error(
      fmt::format("attaching {} would build index \"{}\" on it while reads and writes wait",
                  made.partition.sql(), index.name),
      fmt::format("Give {} what \"{}\" of {} asks for in a migration before this one.",
                  made.partition.sql(), index.parent, made.parent.sql()));
}

/// `PRIMARY KEY` or `UNIQUE`, of a key that says no more than its columns.
std::string_view plain_key(const Relation& parent, const catalog::Index& index) {
  const auto* key = parent.constraint(index.constraint);
  if (key == nullptr) return {};
  for (const std::string_view words : {"PRIMARY KEY", "UNIQUE"}) {
    if (key->definition == fmt::format("{} ({})", words, column_list(key->columns))) return words;
  }
  return {};
}

}  // namespace

std::optional<std::string> bound_text(std::string_view statement,
                                      const sql::PartitionBound& bound) {
  sql::Lexer lexer(statement);
  sql::Token token;
  std::optional<std::size_t> begin;
  // How many lists in parentheses the bound has.
  int left = bound.kind == sql::PartitionBound::Kind::Range ? 2 : 1;
  if (bound.kind == sql::PartitionBound::Kind::Default) left = 0;
  for (int depth = 0; lexer.next_significant(token);) {
    if (begin && left == 0 && depth == 0 && !lexer.is_punctuation(token, ';')) return std::nullopt;
    if (lexer.is_punctuation(token, '(')) ++depth;
    if (lexer.is_punctuation(token, ')') && --depth == 0 && begin) --left;
    const bool starts = lexer.is_word(token, "for") || lexer.is_word(token, "default");
    if (!begin && depth == 0 && starts) begin = token.span.offset;
  }
  if (!begin || left != 0) return std::nullopt;
  return std::string{statement.substr(*begin)};
}

Result<Attaching> prepare_attach(const Change& change, const NewPartition& made,
                                 const Prepared& prepared, Draft& out) {
  return Attacher(change, made, change.effects, prepared, out).write();
}

Result<void> build_missing_indexes(const Change& change, const NewPartition& made,
                                   const Prepared& prepared, Draft& out, Attaching& attaching) {
  const auto* before = change.relation(made.partition);
  const auto* after = change.after.catalog().relation(made.partition);
  const auto* parent = change.after.catalog().relation(made.parent);
  if (before == nullptr || after == nullptr || parent == nullptr) return {};
  const auto& early = prepared.change.before.catalog();
  for (const auto& own : after->indexes) {
    if (own.parent.empty() || before->index(own.name) != nullptr) continue;
    const auto* whole = parent->index(own.parent);
    if (whole == nullptr || before->kind == catalog::RelationKind::PartitionedTable) {
      return refuse_missing(made, own);
    }
    const auto key = whole->constraint.empty() ? std::string_view{} : plain_key(*parent, *whole);
    if (whole->constraint.empty() ? whole->definition.empty() : key.empty()) {
      return refuse_missing(made, own);
    }
    const QualifiedName index{made.partition.schema, own.name};
    const bool taken = early.table_of_index(index) != nullptr || early.relation(index) != nullptr;
    const QualifiedName built{index.schema,
                              taken ? helper_name("pgstage_new", own.name) : own.name};
    const auto table = prepared.table.sql();
    out.migrate(concurrent_step(
        prepared.change,
        {.title = fmt::format("Build index \"{}\", which the partition has to have", own.name),
         .sql = {key.empty()
                     ? sql::concurrent_index(whole->definition, built.name, table)
                     : fmt::format("CREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({})",
                                   quote_ident(built.name), table, column_list(whole->columns))},
         .undo = {"DROP INDEX CONCURRENTLY IF EXISTS " + built.sql()},
         .done = index_is_valid(built, prepared.table)}));
    const std::string alter = "ALTER TABLE " + made.partition.sql();
    const std::string name = quote_ident(own.name);
    if (!key.empty()) {
      attaching.first.push_back(fmt::format("{} ADD CONSTRAINT {} {} USING INDEX {}", alter, name,
                                            key, quote_ident(built.name)));
      attaching.undo.push_back(fmt::format("{} DROP CONSTRAINT {}", alter, name));
    } else if (taken) {
      attaching.first.push_back(fmt::format("ALTER INDEX {} RENAME TO {}", built.sql(), name));
      attaching.undo.push_back(
          fmt::format("ALTER INDEX {} RENAME TO {}", index.sql(), quote_ident(built.name)));
    }
  }
  return {};
}

std::string stay_inside(const QualifiedName& table, const NewPartition& made) {
  return fmt::format("deploy code whose writes to {} stay inside its bound, {}", table.sql(),
                     made.bound_text);
}

Result<void> attach_safely(const Change& change, const NewPartition& made,
                           const effects::Effects& attaching, Draft& out) {
  const Prepared prepared{change, made.partition};
  Attacher attacher(change, made, attaching, prepared, out);
  const auto done = attacher.write();
  if (!done) return done.error();
  if (attacher.live()) out.gate(PhaseName::Migrate, stay_inside(made.partition, made));
  attach(change, made, attacher.live(), *done, out);
  return {};
}

}  // namespace pgstage::plan
