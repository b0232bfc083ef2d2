#pragma once

#include "pgstage/catalog/replay.hpp"
#include "pgstage/model/server_version.hpp"
#include "pgstage/plan/plan.hpp"

namespace pgstage::plan {

/// Reads the plan as the server will: fills in the locks and estimates of each step from the
/// effects of its own SQL, in the order in which the steps run, and of that of its undo; finds what
/// each gate retires; and warns of any step that reads or writes a live table in full while others
/// are shut out. So no recipe says its locks itself.
void annotate(Plan& plan, const catalog::Replay& start, ServerVersion version);

}  // namespace pgstage::plan
