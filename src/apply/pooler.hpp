#pragma once

#include "pgstage/db/session.hpp"

namespace pgstage::apply {

/// Refused when a pooler gives the sessions another backend for each transaction: locks and
/// settings that belong to a session would be lost or, worse, left to somebody else. Both are to be
/// fresh.
Result<void> refuse_pooler(db::Session& first, db::Session& second);

}  // namespace pgstage::apply
