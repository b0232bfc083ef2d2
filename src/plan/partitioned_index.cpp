#include "partitioned_index.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "steps.hpp"

namespace pgstage::plan {
namespace {

using catalog::RelationKind;

/// What one partition has of the index.
struct Part {
  QualifiedName table;
  std::string name;
  QualifiedName parent_table;
  std::string parent;
  bool partitioned = false;               ///< It has no rows of its own.
  const catalog::Index* there = nullptr;  ///< The partition has it already.

  QualifiedName index() const { return {table.schema, name}; }
};

bool is_partitioned(const catalog::Relation* relation) {
  return relation != nullptr && relation->kind == RelationKind::PartitionedTable;
}

/// Parents before their partitions.
void gather(const Change& change, const QualifiedName& table, const std::string& index,
            std::vector<Part>& parts) {
  for (const auto& child : change.relation(table)->children) {
    const auto* before = change.relation(child);
    const auto* after = change.after.catalog().relation(child);
    if (before == nullptr || after == nullptr) continue;
    for (const auto& own : after->indexes) {
      if (own.parent != index) continue;
      Part part{.table = child, .name = own.name, .parent_table = table, .parent = index};
      part.partitioned = is_partitioned(before);
      part.there = before->index(own.name);
      parts.push_back(part);
      if (part.partitioned && part.there == nullptr) gather(change, child, own.name, parts);
    }
  }
}

Result<void> refuse_lasting(const Change& change, const Part& part) {
  if (!part.partitioned && can_be_built_again(*change.relation(part.table), *part.there)) return {};
  return input_error(
      fmt::format("index {} of partition {} would become part of index \"{}\", which cannot be "
                  "taken back",
                  part.index().sql(), part.table.sql(), part.parent),
      "Create the index ON ONLY the parent and attach the partitions' indexes in the migration "
      "itself, so that the step without a way back is one that you asked for.");
}

std::string drop_whole(const QualifiedName& table, const std::string& name, bool key) {
  return key ? fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}", table.sql(),
                           quote_ident(name))
             : "DROP INDEX IF EXISTS " + QualifiedName{table.schema, name}.sql();
}

class Tree {
 public:
  Tree(const Change& change, const PartitionedIndex& index, std::vector<Part> parts, Draft& out)
      : change_(change), index_(index), parts_(std::move(parts)), out_(out) {}

  void build() {
    make_parent(index_.table, index_.name);
    for (const auto& part : parts_) {
      if (part.there != nullptr) continue;
      if (part.partitioned) {
        make_parent(part.table, part.name);
      } else {
        make_leaf(part);
      }
    }
    // From below, so that each is whole when it becomes part of the next.
    for (auto part = parts_.rbegin(); part != parts_.rend(); ++part) attach(*part);
  }

 private:
  void put(Step step) {
    if (index_.phase == PhaseName::Expand) return out_.expand(std::move(step));
    out_.migrate(std::move(step));
  }

  std::string create(std::string_view concurrently, const std::string& name,
                     const std::string& on) const {
    return fmt::format("CREATE {}INDEX {}{} ON {}{}", index_.unique ? "UNIQUE " : "", concurrently,
                       quote_ident(name), on, index_.definition);
  }

  std::string drop(const QualifiedName& table, const std::string& name) const {
    return drop_whole(table, name, !index_.key.empty());
  }

  void make_parent(const QualifiedName& table, const std::string& name) {
    const std::string sql =
        index_.key.empty() ? create("", name, "ONLY " + table.sql())
                           : fmt::format("ALTER TABLE ONLY {} ADD CONSTRAINT {} {}", table.sql(),
                                         quote_ident(name), index_.key_definition);
    put(metadata_step(change_, {.title = fmt::format("Declare {} \"{}\" on {}, invalid until every "
                                                     "partition has its part",
                                                     word(), name, table.sql()),
                                .sql = {sql},
                                .undo = {drop(table, name)},
                                .done = index_exists({table.schema, name}, table)}));
  }

  void make_leaf(const Part& part) {
    const std::string title =
        fmt::format("Build {}index \"{}\" on {} while others write", index_.unique ? "unique " : "",
                    part.name, part.table.sql());
    put(concurrent_step(change_,
                        {.title = title,
                         .sql = {create("CONCURRENTLY ", part.name, part.table.sql())},
                         .undo = {"DROP INDEX CONCURRENTLY IF EXISTS " + part.index().sql()},
                         .done = index_is_valid(part.index(), part.table)}));
    if (index_.key.empty()) return;
    const std::string name = quote_ident(part.name);
    put(metadata_step(
        change_, {.title = fmt::format("Make the index {} \"{}\"", word(), part.name),
                  .sql = {fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {} USING INDEX {}{}",
                                      part.table.sql(), name, index_.key, name, index_.timing)},
                  .undo = {drop(part.table, part.name)},
                  .done = constraint_exists(part.table, part.name, true)}));
  }

  void attach(const Part& part) {
    Step step = attach_index_step(change_, {.parent_table = part.parent_table,
                                            .parent = part.parent,
                                            .key = !index_.key.empty(),
                                            .table = part.table,
                                            .index = part.name,
                                            .kept = part.there});
    if (part.table == parts_.front().table) {
      step.post = index_is_valid({index_.table.schema, index_.name}, index_.table);
    }
    put(std::move(step));
  }

  std::string_view word() const {
    if (index_.key.empty()) return "index";
    return index_.key == "UNIQUE" ? "unique constraint" : "primary key";
  }

  const Change& change_;
  const PartitionedIndex& index_;
  std::vector<Part> parts_;
  Draft& out_;
};

}  // namespace

Step attach_index_step(const Change& change, const Attachment& attachment) {
  const QualifiedName parent{attachment.parent_table.schema, attachment.parent};
  const QualifiedName index{attachment.table.schema, attachment.index};
  Step step = metadata_step(
      change,
      {.title = fmt::format("Make index {} part of {}", index.sql(), parent.sql()),
       .sql = {fmt::format("ALTER INDEX {} ATTACH PARTITION {}", parent.sql(), index.sql())},
       .undo = {drop_whole(attachment.parent_table, attachment.parent, attachment.key)},
       .done = is_part_of(index, parent)});
  if (attachment.kept == nullptr) return step;
  step.undo.push_back("DROP INDEX CONCURRENTLY IF EXISTS " + index.sql());
  step.undo.push_back(
      sql::concurrent_index(attachment.kept->definition, index.name, attachment.table.sql()));
  step.undo_transaction = false;
  return step;
}

bool can_be_built_again(const catalog::Relation& table, const catalog::Index& index) {
  return index.constraint.empty() && !index.definition.empty() && index.valid &&
         table.kind != RelationKind::PartitionedTable && table.replica_identity != index.name &&
         table.clustered_on != index.name;
}

bool has_partitions(const Change& change, const QualifiedName& table) {
  const auto* relation = change.relation(table);
  return is_partitioned(relation) && !relation->children.empty();
}

Result<void> build_on_partitions(const Change& change, const PartitionedIndex& index, Draft& out) {
  std::vector<Part> parts;
  gather(change, index.table, index.name, parts);
  for (const auto& part : parts) {
    if (part.there == nullptr) continue;
    if (auto fine = refuse_lasting(change, part); !fine) return fine;
  }
  Tree(change, index, std::move(parts), out).build();
  return {};
}

}  // namespace pgstage::plan
