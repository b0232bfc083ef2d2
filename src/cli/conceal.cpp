#include "conceal.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace pgstage::cli {
namespace {

constexpr std::string_view kScheme = "://";
constexpr std::string_view kPassword = "password=";

/// A quoted value of a conninfo string may hold blanks.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '\'')
    return std::min(text.find_first_of(" &", at), text.size());
  for (++at; at < text.size() && text[at] != '\''; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

/// Offset and length of each.
std::vector<std::pair<std::size_t, std::size_t>> passwords_in(std::string_view argument) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  const auto scheme = argument.find(kScheme);
  const auto at = argument.rfind('@');
  if (scheme != std::string_view::npos && at != std::string_view::npos) {
    const auto colon = argument.find(':', scheme + kScheme.size());
    if (colon < at) out.emplace_back(colon + 1, at - colon - 1);
  }
  for (auto key = argument.find(kPassword); key != std::string_view::npos;) {
    const auto begin = key + kPassword.size();
    const auto end = end_of_value(argument, begin);
    out.emplace_back(begin, end - begin);
    key = argument.find(kPassword, end);
  }
  return out;
}

}  // namespace

void conceal_passwords(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    for (const auto& [offset, length] : passwords_in(argv[i])) {
      std::fill_n(argv[i] + offset, length, 'x');
    }
  }
}

}  // namespace pgstage::cli
