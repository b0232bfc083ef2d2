#include "pgstage/effects/cost.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "pgstage/catalog/tree.hpp"

namespace pgstage::effects {
namespace {

constexpr double kMegabyte = 1e6;

/// By Work.
constexpr std::array<double, 4> kSpeeds = {500 * kMegabyte, 100 * kMegabyte, 30 * kMegabyte,
                                           5 * kMegabyte};
constexpr std::array<std::string_view, 4> kWords = {"reading it", "building an index over it",
                                                    "writing it anew", "changing its rows"};

/// The table and what is below it: those that have rows.
std::vector<QualifiedName> stores_of(const QualifiedName& table, const catalog::Catalog& catalog) {
  auto out = catalog::descendants(catalog, table);
  out.push_back(table);
  std::erase_if(out, [&](const auto& name) {
    const auto* known = catalog.relation(name);
    return known != nullptr && known->kind == catalog::RelationKind::PartitionedTable;
  });
  return out;
}

/// Everything the statement does to a table. What is written anew has its indexes built and its
/// rows read by that, and an index is built in the same go as the rows are read.
std::vector<Work> works_on(const QualifiedName& table, const Effects& effects) {
  const auto is_here = [&](const auto& each) { return each.table == table; };
  if (std::any_of(effects.rewrites.begin(), effects.rewrites.end(), is_here)) {
    return {Work::WriteAnew};
  }
  // The build of a partitioned index is one; what it reads is told for each partition.
  std::set<std::string_view> indexes;
  for (const auto& build : effects.index_builds) {
    if (is_here(build)) indexes.insert(build.index.name);
  }
  for (const auto& scan : effects.scans) {
    if (is_here(scan) && scan.why == Why::BuildIndex) indexes.insert(scan.object);
  }
  if (!indexes.empty()) return std::vector<Work>(indexes.size(), Work::BuildIndex);
  const bool reads = std::any_of(effects.scans.begin(), effects.scans.end(), is_here);
  return reads ? std::vector{Work::Read} : std::vector<Work>{};
}

std::string rounded(double number) {
  return number >= 10 ? fmt::format("{:.0f}", number) : fmt::format("{:.2g}", number);
}

std::string rows_words(std::int64_t rows) {
  const auto number = static_cast<double>(rows);
  if (number >= 1e9) return rounded(number / 1e9) + " billion rows";
  if (number >= 1e6) return rounded(number / 1e6) + " million rows";
  if (rows >= 1'000) return fmt::format("{},{:03} rows", rows / 1'000, rows % 1'000);
  return fmt::format("{} row{}", rows, rows == 1 ? "" : "s");
}

std::string bytes_words(double bytes) {
  if (bytes >= 1e12) return rounded(bytes / 1e12) + " TB";
  if (bytes >= 1e9) return rounded(bytes / 1e9) + " GB";
  if (bytes >= 1e6) return rounded(bytes / 1e6) + " MB";
  return rounded(bytes / 1e3) + " kB";
}

}  // namespace

std::string_view to_string(Work work) { return kWords[static_cast<std::size_t>(work)]; }

double speed(Work work) { return kSpeeds[static_cast<std::size_t>(work)]; }

std::optional<Cost> cost_on(const QualifiedName& table, const Effects& effects,
                            const catalog::Catalog& before) {
  Cost cost;
  cost.table = table;
  bool works_on_any = false;
  const auto stores = stores_of(table, before);
  for (const auto& store : stores) {
    const auto* known = before.relation(store);
    if (known == nullptr || !known->size) return std::nullopt;
    cost.rows += known->size->rows;
    cost.bytes += known->size->bytes;
    for (const auto work : works_on(store, effects)) {
      works_on_any = true;
      cost.work = std::max(cost.work, work);
      cost.seconds += static_cast<double>(known->size->bytes) / speed(work);
    }
  }
  if (stores.empty()) return std::nullopt;
  if (!works_on_any) {
    cost.work = Work::ChangeRows;
    cost.seconds = static_cast<double>(cost.bytes) / speed(cost.work);
  }
  return cost;
}

double seconds_of(const Effects& effects, const catalog::Catalog& before) {
  std::set<QualifiedName> tables;
  for (const auto& rewrite : effects.rewrites) tables.insert(rewrite.table);
  for (const auto& build : effects.index_builds) tables.insert(build.table);
  for (const auto& scan : effects.scans) tables.insert(scan.table);
  double seconds = 0;
  for (const auto& table : tables) {
    const auto* known = before.relation(table);
    if (known == nullptr || !known->size) continue;
    for (const auto work : works_on(table, effects)) {
      seconds += static_cast<double>(known->size->bytes) / speed(work);
    }
  }
  return seconds;
}

std::string duration_words(double seconds) {
  constexpr double kMinute = 60;
  constexpr double kHour = 3'600;
  if (seconds >= 2 * kHour) return rounded(seconds / kHour) + " hours";
  if (seconds >= 2 * kMinute) return rounded(seconds / kMinute) + " minutes";
  if (seconds >= 1) return rounded(seconds) + " s";
  return rounded(std::max(1.0, seconds * 1e3)) + " ms";
}

std::string words(const Cost& cost) {
  return fmt::format("{}, {}: {} takes about {}, at {} a second", rows_words(cost.rows),
                     bytes_words(static_cast<double>(cost.bytes)), to_string(cost.work),
                     duration_words(cost.seconds), bytes_words(speed(cost.work)));
}

}  // namespace pgstage::effects
