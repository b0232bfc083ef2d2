// The SQL that migrations in code hand to their framework as text. Nothing of the code is run.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/model/sent_as.hpp"
#include "pgstage/source/source.hpp"

namespace pgstage::source {

struct CodeFramework;

/// What a file of code runs. Both ways have the length and the lines of the file: the SQL stands
/// where it stands there, and all else is blank.
struct CodeSql {
  std::string up;
  std::string down;
  std::vector<Unread> unread;  ///< By place.
  std::size_t calls = 0;       ///< Whose SQL was read.
  SentAs sent_as = SentAs::Statement;
  std::vector<Span> messages = {};  ///< As of Migration,
  std::vector<Span> outside = {};   ///< and this, too.
};

/// Whether the name of a file ends as that of code in a language that is read.
bool is_code(std::string_view path);
/// Whose migration it is, by what it imports and calls; null when nobody's.
const CodeFramework* code_framework_of(std::string_view path, std::string_view code);
std::string_view name_of(const CodeFramework& framework);
/// The migration that a file of code is, of the framework that was named or else the one that it
/// seems to be of; an Error when that is none that is known.
Result<Migration> migration_in(std::string_view code, const std::string& path,
                               const CodeFramework* named = nullptr);
CodeSql sql_in(std::string_view code, const CodeFramework& framework);

}  // namespace pgstage::source
