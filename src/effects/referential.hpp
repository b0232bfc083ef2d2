#pragma once

#include "builder.hpp"

namespace pgstage::effects {

/// What a data change does to other relations: the sequences that fill columns, and the tables on
/// the other side of foreign keys.
void describe_referential(Builder& out, const sql::Query& query, const QualifiedName& target);

}  // namespace pgstage::effects
