#pragma once

#include <string>
#include <vector>

namespace pgstage::shadow {

/// Queries that together describe a database. Each gives rows of an object's name and a JSON object
/// with its facts. `major` is the server's.
std::vector<std::string> fact_queries(int major);

}  // namespace pgstage::shadow
