// Safe SQL that several rules recommend. Nothing, where it cannot be known.
#pragma once

#include <optional>
#include <string>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// Each statement ends with a semicolon and a line break but the last.
std::string joined(const std::vector<std::string>& statements);

/// The index, built while others write. One that a failed build left is cleared away where the
/// statement would have passed over it.
std::optional<std::string> built_concurrently(const Context& context,
                                              const sql::CreateIndex& create,
                                              const std::string& index);
/// The same for a partitioned table: ON ONLY it, on each partition concurrently, and attached.
std::optional<std::string> built_by_partition(const Context& context,
                                              const sql::CreateIndex& create,
                                              const std::string& index);

/// `orders_2020_user_idx` for the part of `orders_user_idx` on the partition `orders_2020`.
std::string name_of_part(const std::string& index, const QualifiedName& table,
                         const QualifiedName& partition);

/// A condition that proves that a row belongs to a partition, as in `k IS NOT NULL AND k >= '1'`.
std::optional<std::string> inside(const catalog::Relation& parent,
                                  const sql::PartitionBound& bound);
/// The opposite, for a default partition.
std::optional<std::string> outside(const catalog::Relation& parent,
                                   const sql::PartitionBound& bound);
/// A check that is proved while others write.
std::vector<std::string> proved_check(const QualifiedName& table, const std::string& name,
                                      const std::string& condition);

}  // namespace pgstage::lint
