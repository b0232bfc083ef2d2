#include "pgstage/catalog/partition_index.hpp"

#include <charconv>
#include <cmath>
#include <tuple>

namespace pgstage::catalog {
namespace {

using sql::PartitionBound;
using Kind = PartitionBound::Kind;

/// What stands for the value of partitions that have none to go by. A list has it where a value is
/// no constant, which is nothing to go by either.
const std::string kOthers;

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && !std::isnan(value) ? std::optional{value} : std::nullopt;
}

/// Nothing where it is open, or cannot be placed.
std::optional<Ordinal> start_of(const PartitionBound& bound) {
  return bound.from.empty() ? std::nullopt : Ordinal::of(bound.from.front());
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

/// Calls `visit` with each set that a partition stands in, and its key there.
template <class Visit>
void PartitionIndex::visit_places(const PartitionBound& bound, const Visit& visit) {
  switch (bound.kind) {
    case Kind::None:
    case Kind::Hash:
      return;
    case Kind::List:
      for (const auto& value : bound.values) visit(values_, value);
      return;
    case Kind::Range:
      if (const auto start = start_of(bound)) return visit(ranges_, *start);
      [[fallthrough]];
    case Kind::Default:
      visit(values_, kOthers);
  }
}

void PartitionIndex::insert(const PartitionBound& bound, const QualifiedName& partition) {
  visit_places(bound, [&](auto& places, const auto& key) { places.emplace(key, partition); });
}

void PartitionIndex::erase(const PartitionBound& bound, const QualifiedName& partition) {
  visit_places(bound, [&](auto& places, const auto& key) { places.erase({key, partition}); });
}

std::vector<QualifiedName> PartitionIndex::around(const PartitionBound& bound) const {
  std::vector<QualifiedName> out;
  const auto take_with = [&](const std::string& value) {
    for (auto each = values_.lower_bound({value, {}});
         each != values_.end() && each->first == value; ++each) {
      out.push_back(each->second);
    }
  };
  take_with(kOthers);
  for (const auto& value : bound.values) {
    if (value != kOthers) take_with(value);
  }
  if (bound.kind != Kind::Range) return out;
  const auto start = start_of(bound);
  const auto end = bound.to.empty() ? std::nullopt : Ordinal::of(bound.to.front());
  // The last one that starts before it may reach into it.
  auto each = start ? ranges_.lower_bound({*start, {}}) : ranges_.begin();
  if (each != ranges_.begin()) --each;
  for (; each != ranges_.end() && !(end && *end < each->first); ++each) out.push_back(each->second);
  return out;
}

}  // namespace pgstage::catalog
