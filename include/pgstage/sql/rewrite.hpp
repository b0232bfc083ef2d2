#pragma once

#include <map>
#include <string>
#include <string_view>

namespace pgstage::sql {

/// The text with SQL in the place of every identifier that means `from`. Strings and comments are
/// left alone.
std::string with_identifier(std::string_view text, std::string_view from, std::string_view sql);

/// Columns by name, and the SQL that stands in for each.
using ColumnTexts = std::map<std::string, std::string, std::less<>>;
/// An expression over one table with SQL in the place of its columns, whether the table is said
/// with them or not. What is called, cast to or collated by is no column.
std::string with_columns(std::string_view expression, const ColumnTexts& columns);

/// What a twin of an index differs in.
struct IndexTwin {
  std::string twin;
  std::string table;  ///< As SQL, qualified.
  ColumnTexts columns;
};
/// CREATE INDEX text made over: another name, CONCURRENTLY, a qualified table and other columns.
std::string twin_index(std::string_view create_index, const IndexTwin& twin);

/// What of a CREATE INDEX does not name things: whether it is UNIQUE, and all behind the table.
struct IndexText {
  bool unique = false;
  std::string_view definition;
};
IndexText index_text(std::string_view create_index);

/// CREATE INDEX text with CONCURRENTLY, a name and a qualified table.
std::string concurrent_index(std::string_view create_index, std::string_view name,
                             std::string_view table);

}  // namespace pgstage::sql
