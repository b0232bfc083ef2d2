// Any bytes may be a migration in code: the SQL that is found in them has their length and lines.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pgstage/source/code.hpp"

namespace {

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

bool keeps_lines(std::string_view code, std::string_view text) {
  if (text.size() != code.size()) return false;
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (is_line_end(code[at]) != is_line_end(text[at])) return false;
  }
  return true;
}

constexpr std::string_view kNames[] = {"a.py", "a.ts", "a.rb", "a.exs", "a.go"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pgstage;
  const std::string_view code{reinterpret_cast<const char*>(data), size};
  for (const auto name : kNames) {
    const auto* framework = source::code_framework_of(name, code);
    if (framework == nullptr) continue;
    const auto sql = source::sql_in(code, *framework);
    if (!keeps_lines(code, sql.up) || !keeps_lines(code, sql.down)) std::abort();
    for (const auto& each : sql.unread) {
      if (each.offset >= size) std::abort();
    }
  }
  return 0;
}
