#include "blocks.hpp"

namespace pgstage::source::code {

std::size_t value_end(const Code& code, std::size_t begin) {
  auto at = begin;
  while (at < code.size()) {
    if (code.is(at, ",") || code.is(at, ";") || code.is(at, Kind::Close)) return at;
    const bool goes_on = code.is(at - 1, Kind::Operator) || code.is(at - 1, Kind::Open);
    if (at > begin && !goes_on && code.starts_line(at) && code.is(at, Kind::Name)) return at;
    at = code.past(at);
  }
  return at;
}

std::size_t end_of_lines(const Code& code, std::size_t token) {
  auto first = token;
  while (first > 0 && !code.tokens[first].starts_line) --first;
  const auto indent = code.tokens[first].indent;
  for (auto at = token + 1; at < code.size(); ++at) {
    const auto& each = code.tokens[at];
    if (each.starts_line && each.indent <= indent && each.kind != Kind::Close) {
      return code.is(at, "end") ? at + 1 : at;
    }
    if (code.is(at, "end") && !each.starts_line && code.starts_line(at + 1)) {
      // All of it on one line.
      auto back = at;
      while (back > token && !code.tokens[back].starts_line) --back;
      if (back == token) return at + 1;
    }
  }
  return code.size();
}

}  // namespace pgstage::source::code
