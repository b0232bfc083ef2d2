#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace pgstage {

/// A range of bytes in the file that the person edits.
struct Span {
  std::size_t offset = 0;
  std::size_t length = 0;

  std::size_t end() const { return offset + length; }
  bool contains(std::size_t at) const { return at >= offset && at < end(); }
  bool operator==(const Span&) const = default;
};

/// Both count from 1; the column in Unicode code points, a stray byte counting as one.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;

  bool operator==(const Position&) const = default;
};

/// Finds lines in a text. Borrows the text, which must outlive it.
/// A line ends at LF, CRLF or a lone CR.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  /// An offset past the end counts as the end.
  Position position(std::size_t offset) const;
  /// The text of a line without its end; empty for a line that does not exist.
  std::string_view line(std::size_t number) const;
  std::size_t line_count() const { return starts_.size(); }

 private:
  /// Bytes before this one that continue a code point.
  std::size_t continuing_before(std::size_t offset) const;

  std::string_view text_;
  std::vector<std::size_t> starts_;
  std::vector<std::size_t> continuing_;  ///< Before each block, so that long lines cost no more.
};

}  // namespace pgstage
