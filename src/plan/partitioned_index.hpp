// An index or key of a partitioned table, which cannot be built concurrently as a whole: built on
// each partition by itself, and put together.
#pragma once

#include <string>

#include "recipe.hpp"

namespace pgstage::plan {

struct PartitionedIndex {
  QualifiedName table;
  std::string name;
  bool unique = false;
  std::string definition;  ///< What stands behind the table in CREATE INDEX.
  /// For a constraint: `UNIQUE` or `PRIMARY KEY`, its whole definition, and when it is checked.
  std::string key = {};
  std::string key_definition = {};
  std::string timing = {};
  PhaseName phase = PhaseName::Migrate;
};

/// Whether the table has partitions of its own.
bool has_partitions(const Change& change, const QualifiedName& table);

/// The partitions' indexes have the names that the statement as written would give them; one that a
/// partition has already becomes part of the new one.
Result<void> build_on_partitions(const Change& change, const PartitionedIndex& index, Draft& out);

/// One index that becomes part of another for good: PostgreSQL has no way to detach it.
struct Attachment {
  QualifiedName parent_table;
  std::string parent;
  bool key = false;  ///< The parent belongs to a constraint of that name.
  QualifiedName table;
  std::string index;
  const catalog::Index* kept = nullptr;  ///< One that is older than the plan.
};
/// Undone with the whole index that it became part of; one that is kept is built again then.
Step attach_index_step(const Change& change, const Attachment& attachment);
/// Whether nothing but its definition would have to be restored, and that is known.
bool can_be_built_again(const catalog::Relation& table, const catalog::Index& index);

}  // namespace pgstage::plan
