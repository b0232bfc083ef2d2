#include "pgstage/model/lock_mode.hpp"

#include <array>
#include <cstddef>

namespace pgstage {
namespace {

struct ModeNames {
  std::string_view pg_locks;
  std::string_view sql;
};

constexpr std::array<ModeNames, 8> kNames = {{
    {"AccessShareLock", "ACCESS SHARE"},
    {"RowShareLock", "ROW SHARE"},
    {"RowExclusiveLock", "ROW EXCLUSIVE"},
    {"ShareUpdateExclusiveLock", "SHARE UPDATE EXCLUSIVE"},
    {"ShareLock", "SHARE"},
    {"ShareRowExclusiveLock", "SHARE ROW EXCLUSIVE"},
    {"ExclusiveLock", "EXCLUSIVE"},
    {"AccessExclusiveLock", "ACCESS EXCLUSIVE"},
}};

// Manual, table 13.2: bit n is set when the mode conflicts with mode n.
constexpr std::array<unsigned, 8> kConflicts = {
    0b10000000, 0b11000000, 0b11110000, 0b11111000, 0b11101100, 0b11111100, 0b11111110, 0b11111111,
};

constexpr std::size_t index(LockMode mode) { return static_cast<std::size_t>(mode); }

}  // namespace

std::string_view pg_locks_name(LockMode mode) { return kNames[index(mode)].pg_locks; }

std::string_view sql_name(LockMode mode) { return kNames[index(mode)].sql; }

std::optional<LockMode> lock_mode_from_pg_locks(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i].pg_locks == name) return static_cast<LockMode>(i);
  }
  return std::nullopt;
}

bool conflicts(LockMode a, LockMode b) { return ((kConflicts[index(a)] >> index(b)) & 1U) != 0; }

bool blocks_reads(LockMode mode) { return conflicts(mode, LockMode::AccessShare); }

bool blocks_writes(LockMode mode) { return conflicts(mode, LockMode::RowExclusive); }

}  // namespace pgstage
