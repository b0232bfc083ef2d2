#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/expression.hpp"

namespace pgstage::catalog {

/// Where a constant stands among others of its kind, as far as its text alone tells: numbers by
/// their value, dates in ISO form as their text sorts.
class Ordinal {
 public:
  /// Nothing for any other text.
  static std::optional<Ordinal> of(std::string_view constant);

  bool same_kind(const Ordinal& other) const { return date_.empty() == other.date_.empty(); }
  /// Numbers come before dates.
  bool operator<(const Ordinal& other) const;

 private:
  double number_ = 0;
  std::string date_;  ///< Empty for a number.
};

/// The partitions of one table by their bounds, so that a new one is not held against thousands.
class PartitionIndex {
 public:
  void insert(const sql::PartitionBound& bound, const QualifiedName& partition);
  void erase(const sql::PartitionBound& bound, const QualifiedName& partition);
  bool empty() const { return ranges_.empty() && values_.empty(); }
  /// Every partition that may have a value of the bound, and the default one; some of them have
  /// none. It is taken for granted that ranges do not overlap each other.
  std::vector<QualifiedName> around(const sql::PartitionBound& bound) const;

 private:
  template <class Visit>
  void visit_places(const sql::PartitionBound& bound, const Visit& visit);

  std::set<std::pair<Ordinal, QualifiedName>> ranges_;      ///< By where they start.
  std::set<std::pair<std::string, QualifiedName>> values_;  ///< By each value, and all others.
};

}  // namespace pgstage::catalog
