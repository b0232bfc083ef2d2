#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/model/span.hpp"
#include "pgstage/sql/lexer.hpp"

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
class Splitter {
 public:
  /// Borrows the script. `start` is where to begin reading.
  Splitter(std::string_view script, std::size_t start) : text_(script), lexer_(script, start) {}

  /// The next statements: two or more, of so many bytes or more, while there are so many. Empty at
  /// the end of the text.
  Pieces next(std::size_t bytes);

 private:
  /// What is known of the statement that is being read.
  struct Current {
    Span span;
    std::size_t depth = 0;   ///< Of parentheses.
    std::size_t bodies = 0;  ///< BEGIN and CASE without their END.
    std::size_t words = 0;
    bool creates = false;
    bool routine = false;
    bool begins = false;  ///< The last word was BEGIN.
    bool copy = false;
    bool from = false;
    bool reads_stdin = false;
  };

  void take(const Token& token);
  void take_meta_command(const Token& token);
  void track_word(const Token& token);
  void track_copy(const Token& token);
  void track_body(const Token& token);
  void finish();
  void skip_copy_data(std::size_t from);
  bool ends_copy_data(std::size_t line) const;
  std::size_t next_line(std::size_t line) const;

  std::string_view text_;
  Lexer lexer_;
  Pieces pieces_;
  Current current_;
};

}  // namespace pgstage::sql
