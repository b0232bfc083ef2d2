#pragma once

#include "decode.hpp"

namespace pgstage::sql {

/// The first major whose grammar reads the statement, as far as that is later than 13; else 0.
int grammar_needed(const Node* statement);

}  // namespace pgstage::sql
