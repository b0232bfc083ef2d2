// From what a server was sent to the migrations of a framework.
#pragma once

#include <vector>

#include "pgstage/model/server_version.hpp"
#include "pgstage/record/record.hpp"

#include "server_log.hpp"

namespace pgstage::record {

/// Each framework writes down what it has run, in a table of its own: that ends a migration.
Record cut(const std::vector<Sent>& sent, ServerVersion version);

}  // namespace pgstage::record
