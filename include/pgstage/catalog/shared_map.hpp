#pragma once

#include <array>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include "pgstage/model/shared.hpp"

namespace pgstage::catalog {

/// A map that copies have in common but for the parts in which one of them was changed: a plan
/// keeps the catalog of before each statement, and five thousand tables are not copied for a new
/// column.
template <class Key, class Value, class Hash>
class SharedMap {
 public:
  /// null: not there. Valid until the map is changed.
  const Value* find(const Key& key) const {
    const auto& part = *parts_[part_of(key)];
    const auto found = part.find(key);
    return found == part.end() ? nullptr : &found->second;
  }
  /// The same to be changed. Valid until the map is changed or copied.
  Value* edit(const Key& key) {
    if (find(key) == nullptr) return nullptr;
    return &parts_[part_of(key)].edit().find(key)->second;
  }
  /// Puts an empty one where there is none.
  Value& operator[](const Key& key) { return parts_[part_of(key)].edit()[key]; }
  void erase(const Key& key) {
    if (find(key) != nullptr) parts_[part_of(key)].edit().erase(key);
  }
  /// In no order.
  template <class Visit>
  void each(const Visit& visit) const {
    for (const auto& part : parts_) {
      for (const auto& [key, value] : *part) visit(key, value);
    }
  }

 private:
  static constexpr std::size_t kParts = 256;

  /// By bits that the parts themselves do not go by.
  static std::size_t part_of(const Key& key) { return (Hash{}(key) >> 48U) % kParts; }

  std::array<Shared<std::unordered_map<Key, Value, Hash>>, kParts> parts_;
};

}  // namespace pgstage::catalog
