// What a server does, told by itself: event triggers that write into its log.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "pgstage/model/lock_mode.hpp"
#include "pgstage/model/names.hpp"

namespace pgstage::record {

/// What a transaction had done when a command of it was over.
struct Seen {
  std::string tag;  ///< `ALTER TABLE`
  /// On relations that were there before the transaction; all that it holds so far.
  std::map<QualifiedName, LockMode> locks;
  std::set<QualifiedName> rewrites;  ///< By the command itself.
};

/// Makes the triggers in a database; those that are made from it have them, too. Nothing that
/// frameworks look at shows them.
std::string_view open_eyes();

/// The end of a command, in an entry of the log.
std::optional<Seen> seen_in(std::string_view entry);

}  // namespace pgstage::record
