#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "language.hpp"

namespace pgstage::source::code {

/// What the names of a file are given.
class Names {
 public:
  /// `way_back` tells of each token whether it goes back.
  Names(const Code& code, const std::vector<bool>& way_back);

  /// Where the value begins that a name has, when it was given one only. What is given in the way
  /// back counts there alone, and before what was given elsewhere.
  std::optional<std::size_t> value_of(std::string_view name, bool way_back) const;

 private:
  struct Given {
    std::size_t times = 0;
    std::size_t value = 0;  ///< 0: added to what it had.
  };
  struct Ways {
    Given up;
    Given down;
  };
  std::unordered_map<std::string_view, Ways> given_;
};

}  // namespace pgstage::source::code
