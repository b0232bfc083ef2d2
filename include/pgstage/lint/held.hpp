#pragma once

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// Whether something that takes long ran behind the same lock before, on this table or on another
/// that the transaction holds: once is enough to be told of it.
bool lasted_before(const Context& context, const QualifiedName& table, const HeldLock& behind);

}  // namespace pgstage::lint
