#include "names.hpp"

#include <algorithm>
#include <array>

namespace pgstage::source::code {
namespace {

bool is_one_of(std::string_view words, std::span<const std::string_view> list) {
  return std::find(list.begin(), list.end(), words) != list.end();
}

/// Behind `const name: string =`; 0 when it is none.
std::size_t value_behind_type(const Code& code, std::size_t name) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"const", "let", "var", "readonly", "private", "public", "protected", "static"});
  constexpr std::size_t kLongestType = 8;
  if (name == 0 || !code.is(name + 1, ":") || !is_one_of(code.at(name - 1), kWords)) return 0;
  for (auto at = name + 2; at < name + kLongestType && !code.is(at, ";"); ++at) {
    if (code.is(at, "=")) return at + 1;
  }
  return 0;
}

/// Where the value begins that this name is given here; 0 when it is given none, nothing when
/// something is added to it.
std::optional<std::size_t> value_given(const Code& code, std::size_t name) {
  constexpr auto kAdding = std::to_array<std::string_view>({"+=", "<<", "||=", "%="});
  const auto next = code.at(name + 1);
  if (is_one_of(next, kAdding)) return std::nullopt;
  if (next == "=" || next == ":=") return name + 2;
  // Go: `const sql string = …`
  if (next == "string" && code.is(name + 2, "=")) return name + 3;
  // Elixir: `@sql "…"`
  if (name > 0 && code.is(name - 1, "@") && code.is(name + 1, Kind::String)) return name + 1;
  return value_behind_type(code, name);
}

}  // namespace

Names::Names(const Code& code, const std::vector<bool>& way_back) {
  constexpr auto kSelf = std::to_array<std::string_view>({"self", "this", "cls"});
  std::vector<std::size_t> open;
  for (std::size_t at = 0; at < code.size(); ++at) {
    const auto& token = code.tokens[at];
    if (token.other != kNone && token.kind == Kind::Open) open.push_back(at);
    if (token.other != kNone && token.kind == Kind::Close && !open.empty()) open.pop_back();
    // In a call it is an argument with a name.
    if (token.kind != Kind::Name || (!open.empty() && code.is(open.back(), "("))) continue;
    if (at > 0 && code.is(at - 1, ".") && !(at > 1 && is_one_of(code.at(at - 2), kSelf))) continue;
    const auto value = value_given(code, at);
    if (value == 0) continue;
    auto& ways = given_[code.at(at)];
    auto& given = way_back[at] ? ways.down : ways.up;
    ++given.times;
    given.value = value.value_or(0);
  }
}

std::optional<std::size_t> Names::value_of(std::string_view name, bool way_back) const {
  const auto found = given_.find(name);
  if (found == given_.end()) return std::nullopt;
  const auto& [up, down] = found->second;
  const auto& given = way_back && down.times > 0 ? down : up;
  if (given.times != 1 || given.value == 0) return std::nullopt;
  return given.value;
}

}  // namespace pgstage::source::code
