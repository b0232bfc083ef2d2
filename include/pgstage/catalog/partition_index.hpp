#pragma once

#include <map>
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
  bool empty() const { return ranges_.empty() && values_.empty() && others_.empty(); }
  /// Every partition that may have a value of the bound, and the default one; some of them have
  /// none. Of ranges over several columns nothing is said, as overlap() says nothing of them.
  std::vector<QualifiedName> around(const sql::PartitionBound& bound) const;

 private:
  struct Range {
    std::optional<Ordinal> end;  ///< Nothing: open.
    QualifiedName partition;
  };

  bool stands_apart(const Ordinal& start, const std::optional<Ordinal>& end) const;
  void insert_range(const sql::PartitionBound& bound, const QualifiedName& partition);

  std::map<Ordinal, Range> ranges_;  ///< By where they start; no two of them overlap.
  std::set<std::pair<std::string, QualifiedName>> values_;  ///< By each value of a list.
  /// The default one, and ranges with nothing to go by or that overlap others.
  std::set<QualifiedName> others_;
};

}  // namespace pgstage::catalog
