// What columns any table may have.
#pragma once

#include "builder.hpp"

namespace pgstage::effects {

/// `42701` for the name of a column that every table has.
void refuse_system_column(Builder& out, std::string_view column);
/// `54011` above catalog::kMostColumns.
void refuse_too_many_columns(Builder& out, std::size_t columns);

/// A type that nothing known defines may be an extension's; the row type of the table that is being
/// made is not there yet.
void need_type(Builder& out, const catalog::Type& type, const QualifiedName& made);

}  // namespace pgstage::effects
