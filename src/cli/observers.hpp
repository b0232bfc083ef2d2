#pragma once

#include <iosfwd>
#include <memory>

#include "pgstage/apply/surroundings.hpp"

namespace pgstage::cli {

/// Lines for a person; on a terminal a backfill draws a bar that is written over.
std::unique_ptr<apply::Observer> human_observer(std::ostream& out, std::optional<std::size_t> width,
                                                bool quiet);
/// One JSON object a line.
std::unique_ptr<apply::Observer> json_observer(std::ostream& out);

}  // namespace pgstage::cli
