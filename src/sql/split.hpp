#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/model/span.hpp"

namespace pgstage::sql {

/// Something in a script that is not SQL: a psql meta-command, or the data of COPY … FROM STDIN.
struct NotSql {
  enum class Kind { MetaCommand, CopyData };

  Kind kind = Kind::MetaCommand;
  Span span;
};

struct Pieces {
  /// From the first to the last token of each statement; without the semicolon, without comments
  /// before and behind it.
  std::vector<Span> statements;
  std::vector<NotSql> not_sql;
};

/// Finds the statements of a script as psql does: a semicolon ends one unless it stands in
/// parentheses or in a BEGIN ATOMIC body. Linear in the text.
Pieces split(std::string_view text);

}  // namespace pgstage::sql
