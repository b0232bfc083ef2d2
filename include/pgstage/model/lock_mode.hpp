#pragma once

#include <optional>
#include <string_view>

namespace pgstage {

/// The table-level lock modes (manual, 13.3.1), weakest first. "Stronger" means later in this list,
/// which is what PostgreSQL itself uses when it picks one mode for a multi-action ALTER TABLE.
enum class LockMode {
  AccessShare,
  RowShare,
  RowExclusive,
  ShareUpdateExclusive,
  Share,
  ShareRowExclusive,
  Exclusive,
  AccessExclusive,
};

/// As pg_locks prints it: `AccessExclusiveLock`.
std::string_view pg_locks_name(LockMode mode);
/// As the manual and LOCK TABLE spell it: `ACCESS EXCLUSIVE`.
std::string_view sql_name(LockMode mode);
std::optional<LockMode> lock_mode_from_pg_locks(std::string_view name);

/// Whether two sessions cannot hold these at once (manual, table 13.2).
bool conflicts(LockMode a, LockMode b);
/// Whether SELECT has to wait while the lock is held.
bool blocks_reads(LockMode mode);
/// Whether INSERT, UPDATE and DELETE have to wait while the lock is held.
bool blocks_writes(LockMode mode);

}  // namespace pgstage
