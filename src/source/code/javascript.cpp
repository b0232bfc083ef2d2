// JavaScript, and TypeScript, whose types are passed over as they come.
#include <algorithm>
#include <array>

#include "blocks.hpp"
#include "language.hpp"
#include "scanner.hpp"

namespace pgstage::source::code {
namespace {

/// Behind these a slash begins a regular expression.
constexpr auto kKeywords = std::to_array<std::string_view>(
    {"return", "typeof", "case", "in", "of", "do", "else", "void", "delete", "await", "yield"});

void scan_string(Scanner& scanner) {
  const auto begin = scanner.place();
  const char quote = scanner.peek();
  scanner.skip(1);
  Literal literal;
  literal.body = static_cast<std::uint32_t>(scanner.place());
  literal.closed = quote == '`' ? scanner.skip_nested(quote, "${", literal.computed)
                                : scanner.skip_plain(quote, false);
  literal.close = static_cast<std::uint32_t>(scanner.place() - (literal.closed ? 1 : 0));
  if (scanner.last_text() == "raw" && quote == '`') literal.escapes = Escapes::None;
  scanner.add_string(begin, literal);
}

/// false when it is a division after all.
bool scan_regular_expression(Scanner& scanner) {
  const auto begin = scanner.place();
  bool in_class = false;
  for (scanner.skip(1); !scanner.at_end() && scanner.peek() != '\n'; scanner.skip(1)) {
    const char c = scanner.peek();
    if (c == '\\' && scanner.peek(1) != '\n') scanner.skip(1);
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
    if (c != '/' || in_class) continue;
    scanner.skip(1);
    while (is_name_part(scanner.peek())) scanner.skip(1);
    scanner.add(Kind::Value, begin);
    return true;
  }
  scanner.back_to(begin);
  return false;
}

Code read(std::string_view text) {
  Scanner scanner(text);
  while (!scanner.at_end()) {
    if (scanner.skip_blank()) continue;
    const char c = scanner.peek();
    if (scanner.ahead("//") || (c == '#' && scanner.ahead("#!"))) {
      scanner.skip_comment();
    } else if (scanner.ahead("/*")) {
      scanner.skip_to("*/");
    } else if (c == '"' || c == '\'' || c == '`') {
      scan_string(scanner);
    } else if (c != '/' || scanner.behind_value(kKeywords) || !scan_regular_expression(scanner)) {
      scanner.scan_plain();
    }
  }
  return scanner.finish();
}

/// A method or a function of this name, or a function that something of this name becomes.
std::size_t definition_end(const Code& code, std::size_t name) {
  if (code.is(name + 1, "=") || code.is(name + 1, ":")) return value_end(code, name + 2);
  if (!code.is(name + 1, "(") || (name > 0 && code.is(name - 1, "."))) return name;
  // Between the parameters and the body there may be a type.
  constexpr std::size_t kLongestType = 32;
  auto at = code.past(name + 1);
  const auto end = std::min(code.size(), at + kLongestType);
  for (; at < end && !code.is(at, "{"); ++at) {
    if (code.is(at, ";") || code.is(at, ",") || code.is(at, Kind::Close)) return name;
  }
  return at < end ? code.past(at) : name;
}

constexpr auto kSuffixes =
    std::to_array<std::string_view>({".js", ".ts", ".cjs", ".mjs", ".cts", ".mts"});

}  // namespace

const Language kJavaScript = {
    .suffixes = kSuffixes, .read = read, .definition_end = definition_end};

}  // namespace pgstage::source::code
