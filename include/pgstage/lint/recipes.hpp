// Safe SQL that several rules recommend. Nothing, where it cannot be known.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// Each statement ends with a semicolon and a line break but the last.
std::string joined(const std::vector<std::string>& statements);

/// With statement_timeout off meanwhile, and then what it was.
std::string given_time(const Context& context, std::string_view statements);

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

/// A check that is proved while others write.
std::vector<std::string> proved_check(const QualifiedName& table, const std::string& name,
                                      const std::string& condition);

}  // namespace pgstage::lint
