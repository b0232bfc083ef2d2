#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pgstage::shadow {

/// Values of one built-in or common type.
struct TypeSamples {
  std::string_view type;  ///< Internal name.
  /// How the value of a number is written: {i} the number, {m} a month, {d} a day, {c} and {b} its
  /// high and low byte.
  std::string_view pattern;
  std::vector<std::string_view> edges;
};

/// Of a type that is not known: texts, on the chance that it takes them.
const TypeSamples& samples_of(std::string_view type);

std::string numbered(const TypeSamples& samples, std::size_t number);

}  // namespace pgstage::shadow
