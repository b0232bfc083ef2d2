#include "pgstage/effects/cost.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "bytes_words.hpp"
#include "works.hpp"

namespace pgstage::effects {
namespace {

constexpr double kMegabyte = 1e6;

/// By Work.
constexpr std::array<double, 4> kSpeeds = {500 * kMegabyte, 100 * kMegabyte, 30 * kMegabyte,
                                           5 * kMegabyte};
constexpr std::array<std::string_view, 4> kWords = {"reading it", "building an index over it",
                                                    "writing it anew", "changing its rows"};

std::string rows_words(std::int64_t rows) {
  const auto number = static_cast<double>(rows);
  if (number >= 1e9) return rounded(number / 1e9) + " billion rows";
  if (number >= 1e6) return rounded(number / 1e6) + " million rows";
  if (rows >= 1'000) return fmt::format("{},{:03} rows", rows / 1'000, rows % 1'000);
  return fmt::format("{} row{}", rows, rows == 1 ? "" : "s");
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
