#include <array>

#include "blocks.hpp"
#include "language.hpp"
#include "scanner.hpp"

namespace pgstage::source::code {
namespace {

void scan_string(Scanner& scanner) {
  const auto begin = scanner.place();
  const char quote = scanner.peek();
  scanner.skip(1);
  Literal literal;
  literal.body = static_cast<std::uint32_t>(scanner.place());
  if (quote == '`') literal.escapes = Escapes::None;
  literal.closed = quote == '`' ? scanner.skip_raw(quote) : scanner.skip_plain(quote, false);
  literal.close = static_cast<std::uint32_t>(scanner.place() - (literal.closed ? 1 : 0));
  scanner.add_string(begin, literal);
}

Code read(std::string_view text) {
  Scanner scanner(text);
  while (!scanner.at_end()) {
    if (scanner.skip_blank()) continue;
    const char c = scanner.peek();
    const auto begin = scanner.place();
    if (scanner.ahead("//")) {
      scanner.skip_comment();
    } else if (scanner.ahead("/*")) {
      scanner.skip_to("*/");
    } else if (c == '"' || c == '`') {
      scan_string(scanner);
    } else if (c == '\'') {
      scanner.skip(1);
      scanner.skip_plain(c, false);
      scanner.add(Kind::Value, begin);
    } else {
      scanner.scan_plain();
    }
  }
  return scanner.finish();
}

/// A function of this name, or what a field of this name is given.
std::size_t definition_end(const Code& code, std::size_t name) {
  if (code.is(name + 1, ":")) return value_end(code, name + 2);
  if (name == 0 || !code.is(name + 1, "(")) return name;
  if (!code.is(name - 1, "func") && !code.is(name - 1, ")")) return name;
  auto at = name + 1;
  while (at < code.size() && !code.is(at, "{")) {
    if (code.starts_line(at)) return name;
    at = code.past(at);
  }
  return at < code.size() ? code.past(at) : name;
}

constexpr auto kSuffixes = std::to_array<std::string_view>({".go"});

}  // namespace

const Language kGo = {.suffixes = kSuffixes, .read = read, .definition_end = definition_end};

}  // namespace pgstage::source::code
