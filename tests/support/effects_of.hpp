#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pgstage/effects/effects.hpp"

namespace pgstage::tests {

/// What the last statement of `sql` does to a database that the schema made, and that has nothing
/// else. The statements before it have run.
effects::Effects effects_of(std::string_view schema, std::string_view sql, int major = 15);

/// The lock on one relation of schema `public`.
std::optional<LockMode> lock_of(const effects::Effects& effects, std::string_view relation);
/// The lock on one index of schema `public`.
std::optional<LockMode> index_lock_of(const effects::Effects& effects, std::string_view index);
bool scans(const effects::Effects& effects, std::string_view table);
bool rewrites(const effects::Effects& effects, std::string_view table);

/// The SQLSTATE it fails with; empty when it does not fail.
std::string failure_of(const effects::Effects& effects);

}  // namespace pgstage::tests
