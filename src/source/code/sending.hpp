// How the statements of a migration in code are sent: together, alone, or some of them so.
#pragma once

#include <vector>

#include "pgstage/source/code.hpp"

#include "code/framework.hpp"
#include "token.hpp"

namespace pgstage::source::code {

/// Fills in what is said of that. `way_back`: which tokens belong to it. `calls`: where the SQL of
/// each that goes forward stands.
void tell_sending(const Code& code, const CodeFramework& framework,
                  const std::vector<bool>& way_back, std::vector<Span> calls, CodeSql& out);

}  // namespace pgstage::source::code
