#include "pgstage/lint/risk.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <tuple>
#include <utility>

namespace pgstage::lint {
namespace {

enum Kind : std::size_t {
  kDestroys,
  kBreaks,
  kRewrites,
  kBlocksForLong,
  kChangesRowsUnderLock,
  kRestricts,
  kChangesRows,
  kWorksBeside,
  kLocks,
  kElse,
};

/// The gravest first.
constexpr auto kKinds = std::to_array<ChangeKind>({
    {"destroys data", Gravity::High,
     "a deploy of its own, when no release reads it any more and a backup was restored for trial"},
    {"renames, removes or retypes what running code uses", Gravity::High,
     "expand, migrate, contract: the old and the new side by side until the old has no user"},
    {"writes a table anew while others wait", Gravity::High,
     "a new column or table, filled in batches, and a short swap"},
    {"reads a table or builds an index while others wait", Gravity::High,
     "CONCURRENTLY, or NOT VALID now and VALIDATE in another transaction"},
    {"changes rows while others wait", Gravity::High,
     "the change of the schema first, and when that is committed the rows, in batches"},
    {"refuses writes that were fine", Gravity::Medium,
     "code that keeps to it first, then the restriction: NOT VALID, fix the rows, VALIDATE"},
    {"changes rows", Gravity::Medium,
     "in batches, each a transaction, so that it can be stopped, resumed and run again"},
    {"works for long while others go on", Gravity::Medium,
     "outside a transaction, at a quiet time; clean up what a cancelled run leaves"},
    {"locks a table for a moment", Gravity::Medium,
     "with a lock_timeout, tried again until the lock is free"},
    {"touches nothing that running code knows", Gravity::Low, "as it stands"},
});

struct Found {
  Kind kind = kElse;
  std::optional<QualifiedName> table;  ///< Whose size decides.
};

/// What a statement does to what running clients know.
class Reading {
 public:
  Reading(const effects::Effects& effects, const Context& context)
      : effects_(effects), context_(context) {}

  Found gravest() const {
    const auto is_live = [&](const auto& each) {
      return each.part.empty() ? context_.live(each.relation)
                               : context_.live(each.relation, each.part);
    };
    if (std::any_of(effects_.destroys.begin(), effects_.destroys.end(), is_live)) {
      return {kDestroys, {}};
    }
    using What = effects::Broken::What;
    if (breaks({What::Name, What::Gone, What::Type})) return {kBreaks, {}};
    if (auto found = long_work(effects_.rewrites, kRewrites)) return *std::move(found);
    if (auto found = long_work(effects_.index_builds, kBlocksForLong)) return *std::move(found);
    if (auto found = changed_rows()) return *std::move(found);
    if (auto found = long_work(effects_.scans, kBlocksForLong)) return *std::move(found);
    if (breaks({What::Restriction, What::NeedsValue})) return {kRestricts, {}};
    return lesser();
  }

 private:
  bool breaks(std::initializer_list<effects::Broken::What> kinds) const {
    return std::any_of(effects_.breaks.begin(), effects_.breaks.end(), [&](const auto& each) {
      return std::find(kinds.begin(), kinds.end(), each.what) != kinds.end() &&
             context_.live(each.relation);
    });
  }

  bool writers_wait(const QualifiedName& table) const {
    const auto mode = effects_.lock_on(table);
    return !context_.held.empty() || (mode && blocks_writes(*mode));
  }

  template <class Works>
  std::optional<Found> long_work(const Works& works, Kind kind) const {
    for (const auto& work : works) {
      if (context_.live(work.table) && writers_wait(work.table)) return Found{kind, work.table};
    }
    return std::nullopt;
  }

  std::optional<Found> changed_rows() const {
    if (!changes_rows(effects_.kind)) return std::nullopt;
    for (const auto& lock : effects_.locks) {
      if (lock.mode < LockMode::RowExclusive || !context_.live(lock.relation)) continue;
      return Found{context_.held.empty() ? kChangesRows : kChangesRowsUnderLock, lock.relation};
    }
    return std::nullopt;
  }

  /// While others go on, or for a moment.
  Found lesser() const {
    for (const auto& build : effects_.index_builds) {
      if (context_.live(build.table)) return {kWorksBeside, build.table};
    }
    for (const auto& scan : effects_.scans) {
      if (context_.live(scan.table)) return {kWorksBeside, scan.table};
    }
    const bool locks = std::any_of(
        effects_.locks.begin(), effects_.locks.end(),
        [&](const auto& lock) { return blocks_writes(lock.mode) && context_.live(lock.relation); });
    return {locks ? kLocks : kElse, {}};
  }

  const effects::Effects& effects_;
  const Context& context_;
};

}  // namespace

std::string_view to_string(Gravity level) {
  constexpr std::array<std::string_view, 3> kWords = {"low", "medium", "high"};
  return kWords[static_cast<std::size_t>(level)];
}

bool changes_rows(std::string_view kind) {
  constexpr auto kOnes = std::to_array<std::string_view>(
      {"COPY", "DELETE", "INSERT", "MERGE", "TRUNCATE TABLE", "UPDATE"});
  return std::find(kOnes.begin(), kOnes.end(), kind) != kOnes.end();
}

void Risks::add(const effects::Effects& effects, const Context& context, Place place) {
  if (effects.locks.empty() && effects.creates.empty()) return;
  const auto found = Reading(effects, context).gravest();
  const auto* kind = &kKinds[found.kind];
  auto level = kind->level;
  if (found.table) {
    const auto cost = effects::cost_on(*found.table, effects, context.before.catalog());
    if (cost && cost->seconds <= kMoment) level = Gravity::Low;
  }
  auto& risk = risks_[{kind, level}];
  if (risk.count++ == 0) risk = {kind, level, 1, place};
}

std::vector<Risk> Risks::take() {
  std::vector<Risk> out;
  for (auto& [key, risk] : risks_) out.push_back(risk);
  risks_.clear();
  // Kinds stand in the order of their gravity.
  std::sort(out.begin(), out.end(), [](const Risk& a, const Risk& b) {
    return std::tuple(b.level, a.kind) < std::tuple(a.level, b.kind);
  });
  return out;
}

}  // namespace pgstage::lint
