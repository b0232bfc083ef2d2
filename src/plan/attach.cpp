#include "attach.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/catalog/partition_bound.hpp"
#include "pgstage/catalog/tree.hpp"
#include "pgstage/model/names.hpp"
#include "pgstage/sql/lexer.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "constraints.hpp"
#include "steps.hpp"

namespace pgstage::plan {
namespace {

using catalog::Relation;
using effects::Why;

class Attacher {
 public:
  Attacher(const Change& change, const NewPartition& made, const effects::Effects& attaching,
           Draft& out)
      : change_(change), made_(made), attaching_(attaching), out_(out) {
    live_ = change.relation(made.partition) != nullptr && change.live(made.partition);
  }

  Result<void> write() {
    if (auto done = prove_partition(); !done) return done;
    if (auto done = prove_default(); !done) return done;
    if (auto done = index_partition(); !done) return done;
    if (auto done = key_partition(); !done) return done;
    if (live_) {
      out_.gate(PhaseName::Migrate,
                fmt::format("deploy code whose writes to {} stay inside its bound, {}",
                            made_.partition.sql(), made_.bound_text));
    }
    attach();
    return {};
  }

 private:
  /// Only what others use has to be read while they do.
  bool reads(const QualifiedName& root, Why why) const {
    return std::any_of(attaching_.scans.begin(), attaching_.scans.end(), [&](const auto& scan) {
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

  /// A check that is there for the attaching alone.
  Result<void> check(const QualifiedName& table, std::string_view prefix, std::string what,
                     const std::optional<std::string>& condition) {
    if (!condition) return refuse_unsaid();
    const Validated parts{.what = std::move(what),
                          .table = table,
                          .name = helper_name(prefix, made_.partition.name),
                          .definition = "CHECK (" + *condition + ")"};
    out_.migrate(add_not_valid_step(change_, parts));
    out_.migrate(validate_step(change_, parts));
    helpers_.push_back(
        fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", table.sql(), quote_ident(parts.name)));
    return {};
  }

  Result<void> prove_partition() {
    if (!live_ || !reads(made_.partition, Why::ProvePartitionBound)) return {};
    return check(made_.partition, "pgstage_inside", "a check that all rows belong here",
                 catalog::inside(parent(), made_.bound));
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
      return check(child, "pgstage_outside",
                   fmt::format("a check that no row belongs to {}", made_.partition.sql()),
                   catalog::outside(parent(), made_.bound));
    }
    return {};
  }

  Result<void> index_partition() {
    const auto* after = change_.after.catalog().relation(made_.partition);
    const auto* before = change_.relation(made_.partition);
    if (!live_ || after == nullptr) return {};
    for (const auto& own : after->indexes) {
      if (own.parent.empty() || before->index(own.name) != nullptr) continue;
      const auto* whole = parent().index(own.parent);
      const bool plain = whole != nullptr && whole->constraint.empty() &&
                         !whole->definition.empty() &&
                         before->kind != catalog::RelationKind::PartitionedTable;
      if (!plain) return refuse_missing(own);
      const QualifiedName index{made_.partition.schema, own.name};
      out_.migrate(concurrent_step(
          change_,
          {.title = fmt::format("Build index \"{}\", which the partition has to have", own.name),
           .sql = {sql::concurrent_index(whole->definition, own.name, made_.partition.sql())},
           .undo = {"DROP INDEX CONCURRENTLY IF EXISTS " + index.sql()},
           .done = index_is_valid(index, made_.partition)}));
    }
    return {};
  }

  Result<void> refuse_missing(const catalog::Index& index) const {
    return input_error(
        fmt::format("attaching {} would build index \"{}\" on it while reads and writes wait",
                    made_.partition.sql(), index.name),
        fmt::format("Give {} what \"{}\" of {} asks for in a migration before this one.",
                    made_.partition.sql(), index.parent, made_.parent.sql()));
  }

  /// Also of a new one: attaching it with a key to make would read the referenced table.
  Result<void> key_partition() {
    static const Relation kNew;
    const auto* known = change_.relation(made_.partition);
    const Relation* own = known == nullptr ? &kNew : known;
    for (const auto& key : parent().constraints) {
      if (key.kind != ConstraintKind::ForeignKey) continue;
      // The triggers of the partition's own key go when it becomes part of the parent's.
      locks_.push_back(fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", key.referenced.sql()));
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
      if (auto added = add_foreign_key(change_, made_.partition, key, out_); !added) return added;
    }
    return {};
  }

  void attach() {
    const std::string alter = "ALTER TABLE " + made_.parent.sql();
    const std::string child = made_.partition.sql();
    std::vector<std::string> sql = locks_;
    sql.push_back(fmt::format("{} ATTACH PARTITION {} {}", alter, child, made_.bound_text));
    sql.insert(sql.end(), helpers_.begin(), helpers_.end());
    Step step =
        metadata_step(change_, {.title = fmt::format("Attach {} to {}", child, made_.parent.sql()),
                                .sql = std::move(sql),
                                .undo = {fmt::format("{} DETACH PARTITION {}", alter, child)},
                                .done = is_part_of(made_.partition, made_.parent)});
    if (live_ || !helpers_.empty() || !locks_.empty()) {
      out_.migrate(std::move(step));
    } else {
      out_.expand(std::move(step));
    }
  }

  const Change& change_;
  const NewPartition& made_;
  const effects::Effects& attaching_;
  Draft& out_;
  bool live_ = false;
  std::vector<std::string> locks_;
  std::vector<std::string> helpers_;  ///< What drops the checks again.
};

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

Result<void> attach_safely(const Change& change, const NewPartition& made,
                           const effects::Effects& attaching, Draft& out) {
  return Attacher(change, made, attaching, out).write();
}

}  // namespace pgstage::plan
