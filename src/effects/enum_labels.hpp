#pragma once

#include "builder.hpp"

namespace pgstage::effects {

/// A label that this transaction gave to an enum cannot be used before it is over (55P04); from 17
/// on it can where the enum is of the same transaction. `target` is the type that the expression
/// becomes, where that is known; casts inside it say theirs.
void refuse_new_labels(Builder& out, const sql::Expression& expression,
                       const catalog::Type& target = {});
/// The same in a check over columns of a table, and in what a partition is for.
void refuse_new_labels(Builder& out, const sql::Expression& check,
                       const std::vector<catalog::Column>& columns);
void refuse_new_labels(Builder& out, const sql::PartitionBound& bound,
                       const catalog::Relation& parent);

}  // namespace pgstage::effects
