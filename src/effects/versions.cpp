#include "versions.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace pgstage::effects {
namespace {

struct Switch {
  Behaviour behaviour;
  int since;
  std::string_view source;  ///< Where it is said, or that it was measured.
};

constexpr auto kSwitches = std::to_array<Switch>({
    {Behaviour::EnumLabelsInTransactions, 12,
     "release notes 12: allow enumerated values to be added more flexibly"},
    {Behaviour::CheckProvesNotNull, 12,
     "release notes 12: SET NOT NULL avoids unnecessary table scans"},
    {Behaviour::DefaultsAreInlined, 12,
     "ATExecAddColumn() since 12: the default is planned before it is looked into; measured"},
    {Behaviour::UtcTimestampsAreFree, 12,
     "release notes 12: changes between timestamp and timestamptz in a UTC session"},
    {Behaviour::AttachSharesParent, 12,
     "release notes 12: ATTACH PARTITION with reduced locking requirements"},
    {Behaviour::WeakIndexRename, 12,
     "release notes 12: reduce the lock level for renaming indexes"},
    {Behaviour::ReindexOfPartitioned, 14,
     "release notes 14: allow REINDEX to process all child tables or indexes"},
    {Behaviour::DetachLocksPartition, 14,
     "ATExecDetachPartition() since 14: the partition is locked like its parent; measured"},
    {Behaviour::GeneratedColumnsHoldTheirBase, 15,
     "RemoveRelations since 15: a generated column is a normal dependency; measured"},
    {Behaviour::SequencesFollowPersistence, 15,
     "release notes 15: identity sequences take the persistence of their table"},
    {Behaviour::TriggerRenameRecurses, 15,
     "release notes 15: ALTER TRIGGER RENAME applies to partitions"},
    {Behaviour::IdentityOfPartitioned, 17,
     "release notes 17: allow partitioned tables to have identity columns"},
    {Behaviour::OwnEnumLabelsAtOnce, 17,
     "release notes 17: new labels of an enum that is of the same transaction; measured"},
    {Behaviour::UniqueLocksPartitionsExclusively, 18,
     "ADD UNIQUE and PRIMARY KEY on a partitioned table; measured"},
    {Behaviour::NotValidKeyOnPartitioned, 18,
     "release notes 18: NOT VALID foreign keys on partitioned tables"},
    {Behaviour::NotNullIsAConstraint, 18, "release notes 18: NOT NULL is kept in pg_constraint"},
});

}  // namespace

int first_with(Behaviour behaviour) {
  const auto found = std::find_if(kSwitches.begin(), kSwitches.end(),
                                  [&](const Switch& each) { return each.behaviour == behaviour; });
  return found->since;
}

}  // namespace pgstage::effects
