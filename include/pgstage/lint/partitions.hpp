// What the rules on partitions share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// ALTER TABLE … ATTACH PARTITION, or CREATE TABLE … PARTITION OF.
struct NewPartition {
  QualifiedName parent;
  QualifiedName partition;
  const catalog::Relation* parent_known = nullptr;  ///< Null: nothing is known of it.
  const catalog::Relation* partition_known =
      nullptr;  ///< The same; always null when it is created.
  const sql::PartitionBound* bound = nullptr;
  bool attached = false;
};
std::optional<NewPartition> new_partition(const Context& context);

/// The DEFAULT partition of a table, or null.
const catalog::Relation* default_partition(const Context& context, const catalog::Relation* parent);
/// Whether the table is the root or below it.
bool is_below(const Context& context, const QualifiedName& table, const QualifiedName& root);
/// Whether valid checks may say about the key of the parent what nobody here understands.
bool may_prove(const catalog::Relation* table, const catalog::Relation* parent);

/// The statement, after everything that keeps it from reading a table under a lock: checks that
/// prove the bound, indexes and foreign keys that the parent has, and for PARTITION OF, a table of
/// its own that is attached. Nothing, where something of that is not known.
std::optional<std::string> prepared(const Context& context, const effects::Effects& effects);

}  // namespace pgstage::lint
