#include "pgstage/report/visible.hpp"

#include <algorithm>

namespace pgstage::report {
namespace {

/// The bytes of a colour (ECMA-48, SGR) that the text begins with; 0 for anything else.
std::size_t colour_length(std::string_view text) {
  if (!text.starts_with("\x1b[")) return 0;
  const auto end = text.find_first_not_of("0123456789;", 2);
  return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
}

/// The bytes of a control character that the text begins with. Those from U+0080 to U+009F are two
/// bytes in UTF-8, and some terminals obey them.
std::size_t control_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x20 || byte(0) == 0x7F) return 1;
  return byte(0) == 0xC2 && text.size() > 1 && byte(1) >= 0x80 && byte(1) < 0xA0 ? 2 : 0;
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const bool is_layout = text.front() == '\n' || text.front() == '\t';
    const auto kept = is_layout ? std::size_t{1} : colour_length(text);
    const auto control = kept > 0 ? std::size_t{0} : control_length(text);
    const auto length = std::max({kept, control, std::size_t{1}});
    if (control > 0) {
      out += '?';
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  return out;
}

}  // namespace pgstage::report
