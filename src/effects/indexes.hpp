// What CREATE INDEX and the constraints with an index of their own share.
#pragma once

#include "builder.hpp"

namespace pgstage::effects {

/// Uniqueness over partitions needs every column of the partition key (0A000).
void refuse_missing_key(Builder& out, const catalog::Relation& table,
                        const std::vector<std::string_view>& columns);
/// The type of the column needs an operator class for the method (42704).
void refuse_class(Builder& out, const catalog::Relation& table, std::string_view column,
                  std::string_view method);

}  // namespace pgstage::effects
