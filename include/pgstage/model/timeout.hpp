#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pgstage {

/// A time as PostgreSQL's timeouts take it: `200ms`, `5 s`, or a bare number of milliseconds
/// (manual, 20.1.1). Nothing for text that is no time.
std::optional<std::int64_t> milliseconds_of(std::string_view time);

}  // namespace pgstage
