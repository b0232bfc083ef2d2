#include <array>
#include <string>

#include "language.hpp"
#include "scanner.hpp"

namespace pgstage::source::code {
namespace {

/// What may stand before the quote of a string.
std::size_t prefix_length(const Scanner& scanner) {
  constexpr std::string_view kPrefixes = "rRbBfFuUtT";
  for (std::size_t length = 0; length <= 2; ++length) {
    const char c = scanner.peek(length);
    if (c == '"' || c == '\'') return length;
    if (kPrefixes.find(c) == std::string_view::npos || c == '\0') break;
  }
  return std::string_view::npos;
}

/// Whether text of an f-string has a brace that is not written twice.
bool has_fields(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '{') continue;
    if (at + 1 == text.size() || text[at + 1] != '{') return true;
    ++at;
  }
  return false;
}

void scan_string(Scanner& scanner, std::string_view text, std::size_t prefix) {
  const auto begin = scanner.place();
  const auto letters = text.substr(begin, prefix);
  const auto has = [&](std::string_view which) {
    return letters.find_first_of(which) != std::string_view::npos;
  };
  scanner.skip(prefix);
  const char quote = scanner.peek();
  const std::string triple(3, quote);
  const std::size_t quotes = scanner.ahead(triple) ? 3 : 1;
  scanner.skip(quotes);
  Literal literal;
  literal.body = static_cast<std::uint32_t>(scanner.place());
  literal.closed = quotes == 3 ? scanner.skip_triple(triple) : scanner.skip_plain(quote, false);
  literal.close = static_cast<std::uint32_t>(scanner.place() - (literal.closed ? quotes : 0));
  literal.escapes = has("rR") ? Escapes::None : Escapes::Known;
  literal.doubled_braces = has("fFtT");
  literal.computed =
      has("bB") || (literal.doubled_braces &&
                    has_fields(text.substr(literal.body, literal.close - literal.body)));
  scanner.add_string(begin, literal);
}

/// Inside brackets a line goes on.
void forget_lines_in_brackets(Code& code) {
  for (std::size_t index = 0, end = 0; index < code.size(); ++index) {
    auto& token = code.tokens[index];
    if (index < end) token.starts_line = false;
    if (index >= end && token.kind == Kind::Open && token.other != kNone) end = token.other + 1;
  }
}

Code read(std::string_view text) {
  Scanner scanner(text);
  while (!scanner.at_end()) {
    if (scanner.skip_blank()) continue;
    const char c = scanner.peek();
    if (c == '#') {
      scanner.skip_comment();
    } else if (c == '\\') {
      scanner.skip(1);
      while (!scanner.at_end() && scanner.peek() != '\n' && scanner.skip_blank()) {
      }
      if (scanner.skip_blank()) scanner.join_lines();
    } else if (const auto prefix = prefix_length(scanner); prefix != std::string_view::npos) {
      scan_string(scanner, text, prefix);
    } else {
      scanner.scan_plain();
    }
  }
  auto code = scanner.finish();
  forget_lines_in_brackets(code);
  return code;
}

/// To the first line that is not further in than the one with `def`.
std::size_t block_end(const Code& code, std::size_t token) {
  auto first = token;
  while (first > 0 && !code.tokens[first].starts_line) --first;
  auto at = token + 1;
  while (at < code.size() &&
         !(code.starts_line(at) && code.tokens[at].indent <= code.tokens[first].indent)) {
    ++at;
  }
  return at;
}

std::size_t definition_end(const Code& code, std::size_t name) {
  return name > 0 && code.is(name - 1, "def") ? block_end(code, name) : name;
}

constexpr auto kSuffixes = std::to_array<std::string_view>({".py"});

}  // namespace

const Language kPython = {.suffixes = kSuffixes,
                          .read = read,
                          .definition_end = definition_end,
                          .block_end = block_end,
                          .joins_beside = true};

}  // namespace pgstage::source::code
