#include "sql_text.hpp"

#include <algorithm>

#include "pgstage/sql/lexer.hpp"

#include "scanner.hpp"

namespace pgstage::source::code {
namespace {

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string utf8(std::uint32_t point) {
  const auto byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
  if (point < 0x80) return {byte(point)};
  if (point < 0x800) return {byte(0xC0 | (point >> 6)), byte(0x80 | (point & 0x3F))};
  if (point < 0x10000) {
    return {byte(0xE0 | (point >> 12)), byte(0x80 | ((point >> 6) & 0x3F)),
            byte(0x80 | (point & 0x3F))};
  }
  return {byte(0xF0 | ((point >> 18) & 7)), byte(0x80 | ((point >> 12) & 0x3F)),
          byte(0x80 | ((point >> 6) & 0x3F)), byte(0x80 | (point & 0x3F))};
}

/// What a backslash and what follows it stand for.
struct Escape {
  std::string bytes;
  std::size_t length = 2;
};

Escape numbered(std::string_view text, std::size_t digits) {
  std::size_t at = 2;
  const bool braces = text.size() > at && text[at] == '{';
  if (braces) ++at;
  const auto first = at;
  std::uint32_t point = 0;
  while (at < text.size() && at - first < (braces ? 8 : digits) && hex_digit(text[at]) >= 0) {
    point = point * 16 + static_cast<std::uint32_t>(hex_digit(text[at++]));
  }
  if (at == first) return {std::string{text[1]}};
  if (braces && at < text.size() && text[at] == '}') ++at;
  return {utf8(point), at};
}

/// `text` begins with the backslash and has one byte more.
Escape escape_in(std::string_view text, bool keep_unknown) {
  constexpr std::string_view kLetters = "ntrbfvae";
  constexpr std::string_view kMeanings = "\n\t\r\b\f\v\a\x1b";
  const char c = text[1];
  if (c == '\n') return {{}, 2};
  if (c == '\r') return {{}, text.size() > 2 && text[2] == '\n' ? std::size_t{3} : 2};
  if (const auto at = kLetters.find(c); at != std::string_view::npos && c != 'e') {
    return {std::string{kMeanings[at]}};
  }
  if (c == 'x') return numbered(text, 2);
  if (c == 'u') return numbered(text, 4);
  if (c == 'U') return numbered(text, 8);
  const bool known = c == '\\' || c == '\'' || c == '"';
  if (keep_unknown && !known) return {std::string{text.substr(0, 2)}};
  return {std::string{c}};
}

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

}  // namespace

void SqlText::add(std::string_view code, const Literal& literal) {
  const auto text = code.substr(0, literal.close);
  const auto put = [&](std::string_view what, std::size_t begin, std::size_t length) {
    for (std::size_t at = 0; at < what.size(); ++at) {
      bytes.push_back(what[at]);
      from.push_back(static_cast<std::uint32_t>(begin + std::min(at, length - 1)));
      const bool last = at + 1 == what.size();
      to.push_back(last ? static_cast<std::uint32_t>(begin + length) : from.back() + 1);
    }
  };
  for (std::size_t at = literal.body; at < text.size();) {
    const char c = text[at];
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (c == '\\' && literal.escapes >= Escapes::All && at + 1 < text.size()) {
      const auto escape = escape_in(text.substr(at), literal.escapes == Escapes::Known);
      put(escape.bytes, at, escape.length);
      at += escape.length;
    } else if (c == '\\' && literal.escapes == Escapes::Quotes && (next == '\\' || next == '\'')) {
      put({&next, 1}, at, 2);
      at += 2;
    } else if (literal.doubled_braces && (c == '{' || c == '}') && next == c) {
      put({&c, 1}, at, 2);
      at += 2;
    } else {
      put({&c, 1}, at, 1);
      ++at;
    }
  }
  close = literal.close;
}

namespace {

using sql::Lexer;
using sql::Token;
using sql::TokenKind;

/// Cuts SQL into tokens, those of bodies in dollar quotes among them.
template <class Take>
void each_token(std::string_view text, std::size_t base, int depth, const Take& take) {
  constexpr int kDeepest = 8;
  Lexer lexer(text);
  for (Token token; lexer.next(token);) {
    const auto words = lexer.text(token);
    const Span span{base + token.span.offset, token.span.length};
    if (token.kind != TokenKind::String || words.front() != '$' || depth == kDeepest) {
      take(token.kind, span, depth);
      continue;
    }
    const auto tag = words.find('$', 1) + 1;
    take(TokenKind::Operator, Span{span.offset, tag}, depth);
    each_token(words.substr(tag, words.size() - 2 * tag), span.offset + tag, depth + 1, take);
    take(TokenKind::Operator, Span{span.end() - tag, tag}, depth);
  }
}

/// Puts words into the place of some of the SQL.
class Rewriting {
 public:
  explicit Rewriting(const SqlText& before) : before_(before) { after_.close = before.close; }

  void keep_to(std::size_t end) {
    for (; at_ < end; ++at_) put(before_.bytes[at_], before_.from[at_], before_.to[at_]);
  }
  /// For what stands there up to `end`.
  void replace(std::string_view words, std::size_t end) {
    const auto begin = before_.from[at_];
    const auto last = before_.to[end - 1];
    for (std::uint32_t index = 0; index < words.size(); ++index) {
      put(words[index], begin + index, index + 1 == words.size() ? last : begin + index + 1);
    }
    at_ = end;
  }
  SqlText finish() {
    keep_to(before_.bytes.size());
    return std::move(after_);
  }

 private:
  void put(char c, std::uint32_t from, std::uint32_t to) {
    after_.bytes.push_back(c);
    after_.from.push_back(from);
    after_.to.push_back(to);
  }

  const SqlText& before_;
  SqlText after_;
  std::size_t at_ = 0;
};

/// The length of `:name` or `%(name)s` at a place, or 0.
std::size_t named(std::string_view text, std::size_t at, std::size_t start, std::string_view end) {
  auto to = at + start;
  if (to >= text.size() || !is_name_start(text[to])) return 0;
  while (to < text.size() && is_name_part(text[to])) ++to;
  return text.substr(to).starts_with(end) ? to + end.size() - at : 0;
}

}  // namespace

std::string_view bind(SqlText& sql, Bound bound) {
  if (bound == Bound::None) return {};
  const std::string_view text = sql.bytes;
  std::vector<bool> quoted(text.size());
  each_token(text, 0, 0, [&](TokenKind kind, Span span, int) {
    if (kind != TokenKind::String && kind != TokenKind::Comment && kind != TokenKind::QuotedWord &&
        kind != TokenKind::Unclosed) {
      return;
    }
    std::fill_n(quoted.begin() + static_cast<std::ptrdiff_t>(span.offset), span.length, true);
  });
  const bool colon = bound == Bound::Colon;
  const bool question = bound == Bound::Question;
  constexpr std::string_view kParameter = "$1";
  Rewriting rewriting(sql);
  std::size_t brackets = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto rest = text.substr(at);
    const char before = at == 0 ? ' ' : text[at - 1];
    std::string_view words = kParameter;
    std::size_t length = 0;
    if (bound == Bound::Percent && rest.starts_with("%%")) {
      words = "%";
      length = 2;
    } else if (colon && rest.starts_with("\\:")) {
      words = ":";
      length = 2;
    } else if (question && rest.starts_with("\\?")) {
      words = "?";
      length = 2;
    } else if (quoted[at]) {
      continue;
    } else if (bound == Bound::Percent && rest.starts_with("%s")) {
      length = 2;
    } else if (bound == Bound::Percent && rest.starts_with("%(")) {
      length = named(text, at, 2, ")s");
    } else if (colon && rest.front() == ':' && before != ':' && !is_name_part(before) &&
               brackets == 0) {
      length = named(text, at, 1, {});
    } else if (question && rest.starts_with("??")) {
      return "the name of an object is sent beside it";
    } else if (question && rest.front() == '?') {
      words = "0";
      length = 1;
    } else if (rest.front() == '[') {
      ++brackets;
    } else if (rest.front() == ']' && brackets > 0) {
      --brackets;
    }
    if (length == 0) continue;
    rewriting.keep_to(at);
    rewriting.replace(words, at + length);
    at += length - 1;
  }
  sql = rewriting.finish();
  return {};
}

namespace {

/// Finds a place for each token; then all are written at once.
class Placing {
 public:
  Placing(const SqlText& sql, std::string_view code) : sql_(sql), code_(code) {}

  bool take(TokenKind kind, Span span) {
    if (is_whole(span)) return in_place(span);
    if (kind == TokenKind::Comment) return true;
    const auto begin = sql_.from[span.offset];
    const auto end = sql_.to[span.end() - 1];
    const auto words = std::string_view(sql_.bytes).substr(span.offset, span.length);
    const bool one_line = std::none_of(words.begin(), words.end(), is_line_end);
    if (one_line && pack(words, begin, end)) return true;
    if (one_line && end >= words.size() && pack(words, end - words.size(), end)) return true;
    // What is between quotes may be further apart than it is.
    const bool quoted = kind == TokenKind::String || kind == TokenKind::Unclosed;
    return quoted && in_place(span);
  }

  void write(std::string& out) const {
    for (const auto& [at, c] : writes_) out[at] = c;
  }

 private:
  /// Whether it stands in the code as it is, and a comment ends where it does.
  bool is_whole(Span span) const {
    for (auto at = span.offset; at < span.end(); ++at) {
      if (sql_.from[at] != sql_.from[span.offset] + (at - span.offset)) return false;
      if (sql_.to[at] != sql_.from[at] + 1 || code_[sql_.from[at]] != sql_.bytes[at]) return false;
    }
    if (!std::string_view(sql_.bytes).substr(span.offset).starts_with("--")) return true;
    const auto behind = sql_.to[span.end() - 1];
    return behind < code_.size() && is_line_end(code_[behind]);
  }

  bool in_place(Span span) {
    for (auto at = span.offset; at < span.end(); ++at) put(sql_.from[at], sql_.bytes[at]);
    return true;
  }

  bool pack(std::string_view words, std::size_t begin, std::size_t end) {
    if (begin + words.size() > end) return false;
    const auto room = code_.substr(begin, words.size());
    if (begin < free_ || std::any_of(room.begin(), room.end(), is_line_end)) return false;
    for (std::size_t at = 0; at < words.size(); ++at) put(begin + at, words[at]);
    return true;
  }

  void put(std::size_t at, char c) {
    free_ = std::max(free_, at + 1);
    if (is_line_end(c) || is_line_end(code_[at])) return;
    writes_.emplace_back(at, c);
  }

  const SqlText& sql_;
  std::string_view code_;
  std::size_t free_ = 0;
  std::vector<std::pair<std::size_t, char>> writes_;
};

}  // namespace

std::string_view place(const SqlText& sql, std::string_view code, std::string& out) {
  Placing placing(sql, code);
  bool fits = true;
  bool any = false;
  bool ended = false;
  each_token(sql.bytes, 0, 0, [&](TokenKind kind, Span span, int depth) {
    fits = fits && placing.take(kind, span);
    if (kind == TokenKind::Comment) return;
    any = true;
    ended = depth == 0 && sql.bytes[span.offset] == ';';
  });
  if (!fits) return "a word of it is put together of strings on several lines";
  placing.write(out);
  if (any && !ended && sql.close < out.size()) out[sql.close] = ';';
  return {};
}

}  // namespace pgstage::source::code
