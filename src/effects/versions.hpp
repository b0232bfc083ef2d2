// What servers of one major do and those before it do not.
#pragma once

#include "pgstage/model/server_version.hpp"

namespace pgstage::effects {

enum class Behaviour {
  EnumLabelsInTransactions,
  CheckProvesNotNull,
  DefaultsAreInlined,
  UtcTimestampsAreFree,
  AttachSharesParent,
  WeakIndexRename,
  ReindexOfPartitioned,
  DetachLocksPartition,
  GeneratedColumnsHoldTheirBase,
  SequencesFollowPersistence,
  TriggerRenameRecurses,
  IdentityOfPartitioned,
  OwnEnumLabelsAtOnce,
  UniqueLocksPartitionsExclusively,
  NotValidKeyOnPartitioned,
  NotNullIsAConstraint,
};

/// The first major that does it.
int first_with(Behaviour behaviour);

inline bool has(ServerVersion version, Behaviour behaviour) {
  return version.major >= first_with(behaviour);
}

}  // namespace pgstage::effects
