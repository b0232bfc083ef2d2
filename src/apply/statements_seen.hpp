// Which statements the database has seen that name what a phase takes away.
#pragma once

#include <string>
#include <vector>

#include "pgstage/apply/apply.hpp"

namespace pgstage::apply {

/// What pg_stat_statements (manual, F.32) tells of statements that name any of these objects, as
/// Gate::retires has them: whether any of them ran while it was watched. Their texts come without
/// constants.
Result<std::vector<Evidence>> watch_statements(db::Session& session,
                                               const std::vector<std::string>& objects,
                                               milliseconds time, Surroundings& around);

}  // namespace pgstage::apply
