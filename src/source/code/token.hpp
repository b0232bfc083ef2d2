#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "pgstage/model/span.hpp"

namespace pgstage::source::code {

enum class Kind : std::uint8_t {
  Name,      ///< Keywords, too.
  String,    ///< Of any form.
  Value,     ///< A number, a symbol, a regular expression.
  Open,      ///< One of ( [ {
  Close,     ///< One of ) ] }
  Operator,  ///< All else.
};

/// What a backslash means in a string.
enum class Escapes : std::uint8_t {
  None,
  Quotes,  ///< Only before another one and the quote.
  All,     ///< Stands for something else, or for what follows it.
  Known,   ///< The same, but stays where it means nothing.
};

/// A string as it stands in the code.
struct Literal {
  std::uint32_t body = 0;
  std::uint32_t close = 0;  ///< Where the quotes that end it begin.
  Escapes escapes = Escapes::All;
  bool doubled_braces = false;  ///< A brace is written twice.
  bool computed = false;        ///< Something is put into it when the code runs.
  bool closed = true;
};

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

struct Token {
  Kind kind = Kind::Operator;
  bool starts_line = false;  ///< The first one on its line.
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t indent = 0;     ///< How far from its line's begin, when it is the first one.
  std::uint32_t other = kNone;  ///< The partner of a bracket, or which of the literals.
};

/// A file of code, cut up. Borrows the text.
struct Code {
  std::string_view text;
  std::vector<Token> tokens;
  std::vector<Literal> literals;
  std::vector<Span> comments;  ///< Those to the end of their line that speak to us.

  std::size_t size() const { return tokens.size(); }
  std::string_view at(std::size_t index) const {
    if (index >= tokens.size()) return {};
    return text.substr(tokens[index].begin, tokens[index].end - tokens[index].begin);
  }
  bool is(std::size_t index, std::string_view words) const { return at(index) == words; }
  bool is(std::size_t index, Kind kind) const {
    return index < tokens.size() && tokens[index].kind == kind;
  }
  bool starts_line(std::size_t index) const {
    return index >= tokens.size() || tokens[index].starts_line;
  }
  /// The one behind what an opening bracket encloses, or behind any other token.
  std::size_t past(std::size_t index) const {
    const auto& token = tokens[index];
    return (token.kind == Kind::Open && token.other != kNone ? token.other : index) + 1;
  }
};

}  // namespace pgstage::source::code
