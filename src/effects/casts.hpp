#pragma once

#include <optional>
#include <string_view>

#include "pgstage/catalog/replay.hpp"

namespace pgstage::effects {

/// Whether a value is taken for one of the other type without being asked to, as an assignment and
/// ALTER COLUMN TYPE without USING take it. Nothing: one of the types is not known.
std::optional<bool> assignable(const catalog::Type& from, const catalog::Type& to,
                               const catalog::Catalog& catalog);

/// Whether `=` compares the two with the operators that a btree index offers, so that a foreign key
/// may go from one to the other.
std::optional<bool> comparable(const catalog::Type& from, const catalog::Type& to,
                               const catalog::Catalog& catalog);

/// Whether an index of the method needs no operator class to be named for the type.
std::optional<bool> has_default_class(std::string_view method, const catalog::Type& type,
                                      const catalog::Catalog& catalog);

}  // namespace pgstage::effects
