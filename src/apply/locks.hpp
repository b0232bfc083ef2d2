// The locks of a step, all taken before its first statement and in one order: then nobody waits
// behind us while we work for the next one, and who locks in the same order cannot deadlock with
// us.
#pragma once

#include <string>
#include <vector>

#include "runner.hpp"

namespace pgstage::apply {

class Lookout;

struct StepLock {
  std::string relation;
  LockMode mode = LockMode::AccessShare;
  std::string oid;
  /// LOCK TABLE takes it: a table, and the role has the right to. Other locks come with the
  /// statement that needs them.
  bool takeable = true;
};

/// Of the relations that are there now, in the order to take them in: as the step itself says it
/// with LOCK TABLE, referenced tables before those that refer to them, partitioned ones before
/// their partitions, and otherwise by name.
Result<std::vector<StepLock>> locks_of(db::Session& session, const plan::Step& step, bool undo);

/// Whether writers have to wait while they are held.
bool shut_others_out(const std::vector<StepLock>& locks);

enum class Manner {
  AtOnce,  ///< Or not at all: nobody ever waits behind such a try.
  Queued,
};

/// LOCK TABLE, neighbours of one mode in one statement: a table may have thousands of partitions.
std::vector<std::string> lock_statements(const std::vector<StepLock>& locks, Manner manner);

/// Inside a transaction. All of them together take no longer than the budget.
Result<void> take_locks(Runner& runner, const std::vector<StepLock>& locks, Manner manner,
                        milliseconds budget, Lookout& lookout);

}  // namespace pgstage::apply
