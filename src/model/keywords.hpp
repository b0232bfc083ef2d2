#pragma once

#include <string_view>

namespace pgstage {

/// Whether quote_ident() of PostgreSQL 18 puts this lower-case word in quotes: every keyword that
/// is not "unreserved" (manual, appendix C).
bool needs_quotes_as_keyword(std::string_view word);

}  // namespace pgstage
