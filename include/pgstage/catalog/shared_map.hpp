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
    const Sought sought(key);
    const auto& part = *parts_[sought.part()];
    const auto found = part.find(sought);
    return found == part.end() ? nullptr : &found->second;
  }
  /// The same to be changed. Valid until the map is changed or copied.
  Value* edit(const Key& key) {
    const Sought sought(key);
    auto& shared = parts_[sought.part()];
    if (shared->find(sought) == shared->end()) return nullptr;
    return &shared.edit().find(sought)->second;
  }
  /// Puts an empty one where there is none.
  Value& operator[](const Key& key) { return parts_[Sought(key).part()].edit()[key]; }
  void erase(const Key& key) {
    if (find(key) != nullptr) parts_[Sought(key).part()].edit().erase(key);
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

  /// A key whose hash is found once, for the part and in it.
  struct Sought {
    explicit Sought(const Key& sought) : key(sought), hash(Hash{}(sought)) {}
    /// By bits that the parts themselves do not go by.
    std::size_t part() const { return (hash >> 48U) % kParts; }

    const Key& key;
    std::size_t hash;
  };
  struct PartHash {
    using is_transparent = void;
    std::size_t operator()(const Key& key) const { return Hash{}(key); }
    std::size_t operator()(const Sought& sought) const { return sought.hash; }
  };
  struct PartEqual {
    using is_transparent = void;
    bool operator()(const Key& a, const Key& b) const { return a == b; }
    bool operator()(const Sought& a, const Key& b) const { return a.key == b; }
    bool operator()(const Key& a, const Sought& b) const { return a == b.key; }
  };

  std::array<Shared<std::unordered_map<Key, Value, PartHash, PartEqual>>, kParts> parts_;
};

}  // namespace pgstage::catalog
