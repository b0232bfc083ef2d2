#pragma once

#include <map>
#include <string>
#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/model/lock_mode.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/plan/plan.hpp"

namespace pgstage::shadow {

/// Names of the relations of users, by object id.
using RelationNames = std::map<std::string, std::string>;

Result<RelationNames> relation_names(db::Session& session);

/// The strongest lock that the session's open transaction holds on each of these relations. They
/// are to be named before the transaction, which may rename or drop them.
Result<std::map<std::string, LockMode>> locks_held(db::Session& session,
                                                   const RelationNames& names);

/// One sentence for each lock that is stronger than declared, or not declared although it is one
/// that other sessions can be hindered by.
std::vector<std::string> undeclared(const plan::Step& step, bool undo,
                                    const std::map<std::string, LockMode>& held);

}  // namespace pgstage::shadow
