#include <array>
#include <string>

#include "blocks.hpp"
#include "language.hpp"
#include "scanner.hpp"

namespace pgstage::source::code {
namespace {

/// `"`, `'`, and three of them; a sigil's letter says whether anything is put into it.
void scan_string(Scanner& scanner, std::size_t before, bool raw) {
  const auto begin = scanner.place();
  scanner.skip(before);
  const char open = scanner.peek();
  const std::string triple(3, open);
  const std::size_t quotes = (open == '"' || open == '\'') && scanner.ahead(triple) ? 3 : 1;
  scanner.skip(quotes);
  Literal literal;
  literal.body = static_cast<std::uint32_t>(scanner.place());
  if (raw) literal.escapes = Escapes::None;
  const char close = closing(open);
  if (quotes == 3) {
    literal.closed = scanner.skip_triple(triple);
  } else if (raw || close != open) {
    literal.closed = scanner.skip_paired(open, close, raw ? "" : "#{", literal.computed);
  } else {
    literal.closed = scanner.skip_nested(close, "#{", literal.computed);
  }
  literal.close = static_cast<std::uint32_t>(scanner.place() - (literal.closed ? quotes : 0));
  if (quotes == 3 && !raw) {
    literal.computed =
        scanner.between(literal.body, literal.close).find("#{") != std::string_view::npos;
  }
  scanner.add_string(begin, literal);
}

/// `~s`, `~S` and `~SQL` are strings; all others are values of their own.
bool scan_sigil(Scanner& scanner) {
  std::size_t length = 1;
  while (is_name_start(scanner.peek(length))) ++length;
  const char open = scanner.peek(length);
  if (length == 1 || std::string_view("([{<|/\"'").find(open) == std::string_view::npos ||
      open == '\0') {
    return false;
  }
  const auto name = scanner.between(scanner.place() + 1, scanner.place() + length);
  const auto begin = scanner.place();
  if (name == "s" || name == "S" || name == "SQL") {
    scan_string(scanner, length, name != "s");
    return true;
  }
  bool unused = false;
  scanner.skip(length + 1);
  scanner.skip_paired(open, closing(open), "", unused);
  scanner.add(Kind::Value, begin);
  return true;
}

/// An atom, or a character.
bool scan_value(Scanner& scanner) {
  const char c = scanner.peek();
  const char next = scanner.peek(1);
  const auto begin = scanner.place();
  bool unused = false;
  if (c == ':' && (is_name_start(next) || next == '"')) {
    scanner.skip(2);
    if (next == '"') scanner.skip_nested('"', "#{", unused);
    while (next != '"' && (is_name_part(scanner.peek()) || scanner.peek() == '?')) scanner.skip(1);
  } else if (c == '?' && next > ' ' && !scanner.behind_value({})) {
    scanner.skip(next == '\\' ? 3 : 2);
  } else {
    return false;
  }
  scanner.add(Kind::Value, begin);
  return true;
}

Code read(std::string_view text) {
  Scanner scanner(text);
  while (!scanner.at_end()) {
    if (scanner.skip_blank()) continue;
    const char c = scanner.peek();
    if (c == '#') {
      scanner.skip_comment();
    } else if (c == '"' || c == '\'') {
      scan_string(scanner, 0, false);
    } else if (!(c == '~' && scan_sigil(scanner)) && !scan_value(scanner)) {
      scanner.scan_plain("?!");
    }
  }
  return scanner.finish();
}

std::size_t definition_end(const Code& code, std::size_t name) {
  return name > 0 && code.is(name - 1, "def") ? end_of_lines(code, name) : name;
}

constexpr auto kSuffixes = std::to_array<std::string_view>({".ex", ".exs"});

}  // namespace

const Language kElixir = {
    .suffixes = kSuffixes, .read = read, .definition_end = definition_end, .bare_calls = true};

}  // namespace pgstage::source::code
