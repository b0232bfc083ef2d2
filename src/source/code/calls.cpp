#include "calls.hpp"

#include <algorithm>
#include <array>

namespace pgstage::source::code {
namespace {

/// What no callee, list or type that a person writes is longer than.
constexpr std::size_t kLongestChain = 16;
constexpr std::size_t kLongestType = 64;
constexpr std::size_t kLongestLine = 256;

bool is_dot(const Code& code, std::size_t index) {
  return code.is(index, ".") || code.is(index, "?.") || code.is(index, "&.") ||
         code.is(index, "::");
}

/// Behind a definition's word there is no call.
bool is_definition(const Code& code, std::size_t name) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"def", "defp", "function", "func", "class", "defmodule", "alias", "import"});
  return name > 0 && std::find(kWords.begin(), kWords.end(), code.at(name - 1)) != kWords.end();
}

/// Behind the `<…>` that a call of TypeScript may have.
std::size_t past_types(const Code& code, std::size_t at) {
  if (!code.is(at, "<")) return at;
  std::size_t depth = 0;
  const auto end = std::min(code.size(), at + kLongestType);
  for (auto each = at; each < end; ++each) {
    if (code.is(each, "<")) ++depth;
    if (code.is(each, ">") && --depth == 0) return each + 1;
    if (code.is(each, ";")) break;
  }
  return at;
}

bool is_template(const Code& code, std::size_t at) {
  return code.is(at, Kind::String) && code.at(at).starts_with('`');
}

/// Whether a call without parentheses ends before the token.
bool ends_bare(const Code& code, std::size_t at) {
  constexpr auto kWords =
      std::to_array<std::string_view>({"do", "if", "unless", "end", ";", "and", "or"});
  return code.starts_line(at) || code.is(at, Kind::Close) ||
         std::find(kWords.begin(), kWords.end(), code.at(at)) != kWords.end();
}

bool begins_bare_argument(const Code& code, std::size_t at) {
  constexpr auto kWords =
      std::to_array<std::string_view>({"do", "if", "unless", "end", "and", "or", "in", "then"});
  if (code.starts_line(at)) return false;
  if (code.is(at, Kind::String) || code.is(at, Kind::Value) || code.is(at, "[")) return true;
  if (code.is(at, "@")) return true;
  return code.is(at, Kind::Name) &&
         std::find(kWords.begin(), kWords.end(), code.at(at)) == kWords.end();
}

}  // namespace

Callee callee_at(const Code& code, std::size_t name) {
  Callee out{.name = std::string{code.at(name)}, .first = name};
  for (std::size_t links = 0; links < kLongestChain && out.first > 0; ++links) {
    auto at = out.first - 1;
    if (!is_dot(code, at) || at == 0) return out;
    --at;
    // `this.pool!.query`
    if (code.is(at, "!") && at > 0) --at;
    std::string link;
    if (code.is(at, ")") && code.tokens[at].other != kNone) {
      const auto open = code.tokens[at].other;
      link = "()";
      at = open;
      if (open > 0 && code.is(open - 1, Kind::Name)) at = open - 1;
      if (at != open) link = std::string{code.at(at)} + link;
    } else if (code.is(at, Kind::Name)) {
      link = code.at(at);
    } else {
      out.name.insert(0, "?.");
      return out;
    }
    out.name.insert(0, link + ".");
    out.first = at;
  }
  return out;
}

std::size_t arguments_begin(const Code& code, const Language& language, std::size_t name) {
  if (is_definition(code, name)) return 0;
  const auto at = past_types(code, name + 1);
  if (code.is(at, "(")) return at;
  if (is_template(code, at) && !language.bare_calls) return at;
  return language.bare_calls && begins_bare_argument(code, at) ? at : 0;
}

std::vector<Argument> arguments_of(const Code& code, std::size_t begin) {
  std::vector<Argument> out;
  if (is_template(code, begin)) return {{.begin = begin, .end = begin + 1, .name = {}}};
  const bool bare = !code.is(begin, "(");
  auto at = bare ? begin : begin + 1;
  // A bracket that nobody closes ends somewhere.
  const bool closed = !bare && code.tokens[begin].other != kNone;
  const auto end = closed ? code.tokens[begin].other : std::min(code.size(), at + kLongestLine);
  while (at < end && !code.is(at, Kind::Close)) {
    Argument argument{.begin = at};
    if (code.is(at, Kind::Name) && (code.is(at + 1, "="))) {
      argument.name = code.at(at);
      argument.begin = at + 2;
    }
    for (bool first = true; at < end && !code.is(at, ","); first = false) {
      const bool goes_on = at > 0 && code.is(at - 1, Kind::Operator);
      if (bare && !first && !goes_on && ends_bare(code, at)) break;
      at = std::min(code.past(at), end);
    }
    argument.end = std::max(at, argument.begin);
    if (argument.begin < argument.end) out.push_back(argument);
    if (!code.is(at, ",")) break;
    ++at;
  }
  return out;
}

bool fits(std::string_view callee, std::string_view pattern) {
  const bool any_before = pattern.starts_with('*');
  const bool any_behind = pattern.ends_with('*');
  if (any_before) pattern.remove_prefix(1);
  if (any_behind) pattern.remove_suffix(1);
  if (any_before && any_behind) return callee.find(pattern) != std::string_view::npos;
  if (any_before) return callee.ends_with(pattern);
  return any_behind ? callee.starts_with(pattern) : callee == pattern;
}

}  // namespace pgstage::source::code
