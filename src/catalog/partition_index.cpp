#include "pgstage/catalog/partition_index.hpp"

#include <charconv>
#include <cmath>
#include <iterator>
#include <tuple>

namespace pgstage::catalog {
namespace {

using sql::PartitionBound;
using Kind = PartitionBound::Kind;

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && !std::isnan(value) ? std::optional{value} : std::nullopt;
}

/// Nothing where it is open, or cannot be placed.
std::optional<Ordinal> first_of(const std::vector<std::string>& values) {
  return values.empty() ? std::nullopt : Ordinal::of(values.front());
}

}  // namespace

std::optional<Ordinal> Ordinal::of(std::string_view constant) {
  constexpr std::size_t kIsoDate = 10;
  Ordinal out;
  if (const auto value = number(constant)) {
    out.number_ = *value;
    return out;
  }
  const bool date =
      constant.size() >= kIsoDate && constant[4] == '-' && number(constant.substr(0, 4));
  if (!date) return std::nullopt;
  out.date_ = constant;
  return out;
}

bool Ordinal::operator<(const Ordinal& other) const {
  return std::tie(date_, number_) < std::tie(other.date_, other.number_);
}

/// Whether a range would overlap none of those that are in their places.
bool PartitionIndex::stands_apart(const Ordinal& start, const std::optional<Ordinal>& end) const {
  const auto next = ranges_.lower_bound(start);
  if (next != ranges_.end() && (!end || next->first < *end)) return false;
  if (next == ranges_.begin()) return true;
  const auto& before = std::prev(next)->second;
  return before.end && !(start < *before.end);
}

void PartitionIndex::insert_range(const PartitionBound& bound, const QualifiedName& partition) {
  if (bound.from.size() > 1) return;
  const auto start = first_of(bound.from);
  const auto end = first_of(bound.to);
  const bool placed = start && (bound.to.empty() || (end && end->same_kind(*start)));
  if (placed && stands_apart(*start, end)) {
    ranges_.emplace(*start, Range{end, partition});
  } else {
    others_.insert(partition);
  }
}

void PartitionIndex::insert(const PartitionBound& bound, const QualifiedName& partition) {
  for (const auto& value : bound.values) values_.emplace(value, partition);
  if (bound.kind == Kind::Default) others_.insert(partition);
  if (bound.kind == Kind::Range) insert_range(bound, partition);
}

void PartitionIndex::erase(const PartitionBound& bound, const QualifiedName& partition) {
  for (const auto& value : bound.values) values_.erase({value, partition});
  others_.erase(partition);
  const auto start = first_of(bound.from);
  const auto found = start ? ranges_.find(*start) : ranges_.end();
  if (found != ranges_.end() && found->second.partition == partition) ranges_.erase(found);
}

std::vector<QualifiedName> PartitionIndex::around(const PartitionBound& bound) const {
  std::vector<QualifiedName> out(others_.begin(), others_.end());
  for (const auto& value : bound.values) {
    for (auto each = values_.lower_bound({value, {}});
         each != values_.end() && each->first == value; ++each) {
      out.push_back(each->second);
    }
  }
  if (bound.kind != Kind::Range) return out;
  const auto start = first_of(bound.from);
  const auto end = first_of(bound.to);
  // Only the last one that starts before it can reach into it.
  auto each = start ? ranges_.lower_bound(*start) : ranges_.begin();
  if (each != ranges_.begin()) --each;
  for (; each != ranges_.end() && !(end && *end < each->first); ++each) {
    out.push_back(each->second.partition);
  }
  return out;
}

}  // namespace pgstage::catalog
