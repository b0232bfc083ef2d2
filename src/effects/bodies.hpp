// What the statements of a DO, a function or a procedure do counts as done by the statement that
// runs it.
#pragma once

#include "builder.hpp"

namespace pgstage::effects {

/// analyze() of a statement that may stand in bodies.
Effects analyze_inside(const sql::Statement& statement, const sql::View& view,
                       const catalog::Replay& before, ServerVersion version, Inside& inside);

/// The bodies of the functions that a query calls, which may not end the transaction.
void describe_called(Builder& out, const sql::ExpressionFacts& facts);

}  // namespace pgstage::effects
