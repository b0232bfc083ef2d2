#include "pgstage/model/timeout.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace pgstage {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t milliseconds;
};

constexpr auto kUnits = std::to_array<Unit>({
    {"", 1},
    {"ms", 1},
    {"s", 1000},
    {"min", 60'000},
    {"h", 3'600'000},
    {"d", 86'400'000},
});

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = failed == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional{number} : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> milliseconds_of(std::string_view time) {
  const auto digits = std::min(time.find_first_not_of("0123456789"), time.size());
  const auto number = number_of(time.substr(0, digits));
  time.remove_prefix(digits);
  while (time.starts_with(' ')) time.remove_prefix(1);
  const auto unit = std::find_if(kUnits.begin(), kUnits.end(),
                                 [&](const Unit& each) { return each.name == time; });
  // The server keeps its timeouts in 32 bits.
  if (!number || unit == kUnits.end() || *number > INT32_MAX / unit->milliseconds) {
    return std::nullopt;
  }
  return *number * unit->milliseconds;
}

}  // namespace pgstage
