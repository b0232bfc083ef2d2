// What a statement does with the rows of tables.
#pragma once

#include <vector>

#include "pgstage/effects/cost.hpp"

namespace pgstage::effects {

/// The table and what is below it: those that have rows.
std::vector<QualifiedName> stores_of(const QualifiedName& table, const catalog::Catalog& catalog);

/// Everything the statement does to a table. What is written anew has its indexes built and its
/// rows read by that, and an index is built in the same go as the rows are read.
std::vector<Work> works_on(const QualifiedName& table, const Effects& effects);

}  // namespace pgstage::effects
