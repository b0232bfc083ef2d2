// What apply does by itself, as SQL that any runner can send.
#pragma once

#include <string>

#include "pgstage/plan/plan.hpp"

namespace pgstage::emit {

/// A DO block that walks the table in chunks, each a transaction. It must stand alone, outside a
/// transaction; it can be run again, since what is done is passed over.
std::string backfill_block(const plan::Step& step);

/// A DO block that fails unless the query says true.
std::string demand(const std::string& query, const std::string& message, const std::string& hint);

/// The same for a gate, unless the session says `SET pgstage.gate = 'open'`.
std::string demand_at_gate(const std::string& query, const std::string& says,
                           const std::string& first);

/// One that waits for it.
std::string wait_for(const std::string& query, const std::string& message);

/// One that always fails.
std::string refuse(const std::string& message, const std::string& hint);

}  // namespace pgstage::emit
