// What columns any table may have.
#pragma once

#include "builder.hpp"

namespace pgstage::effects {

/// `42701` for the name of a column that every table has.
void refuse_system_column(Builder& out, std::string_view column);
/// `54011` above MaxHeapAttributeNumber in the server.
void refuse_too_many_columns(Builder& out, std::size_t columns);

}  // namespace pgstage::effects
