#include "pgstage/model/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace pgstage {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

bool continues(std::string_view text, std::size_t at) {
  return (byte_at(text, at) & 0xC0U) == 0x80U;
}

/// Length of the well-formed sequence at this place, or 0 (RFC 3629).
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const unsigned lead = byte_at(text, at);
  if (lead < 0x80U) return 1;
  const unsigned second = byte_at(text, at + 1);
  if (lead < 0xC2U || lead > 0xF4U || !continues(text, at + 1)) return 0;
  if (lead < 0xE0U) return 2;
  if (!continues(text, at + 2)) return 0;
  if (lead < 0xF0U) {
    const bool overlong = lead == 0xE0U && second < 0xA0U;
    const bool surrogate = lead == 0xEDU && second > 0x9FU;
    return overlong || surrogate ? 0 : 3;
  }
  const bool overlong = lead == 0xF0U && second < 0x90U;
  const bool too_large = lead == 0xF4U && second > 0x8FU;
  return overlong || too_large || !continues(text, at + 3) ? 0 : 4;
}

}  // namespace

std::string_view clipped(std::string_view text, std::size_t bytes) {
  if (bytes >= text.size()) return text;
  while (bytes > 0 && continues(text, bytes)) --bytes;
  return text.substr(0, bytes);
}

std::size_t first_bad_byte(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    // Eight bytes at once, as long as they are ASCII.
    std::uint64_t eight = 0;
    if (at + sizeof eight <= text.size()) {
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if ((eight & 0x8080808080808080U) == 0) {
        at += sizeof eight;
        continue;
      }
    }
    const std::size_t length = sequence_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

bool is_utf8(std::string_view text) { return first_bad_byte(text) == std::string_view::npos; }

std::string with_replacements(std::string_view text) {
  std::string out;
  while (true) {
    const auto bad = first_bad_byte(text);
    out += text.substr(0, bad);
    if (bad == std::string_view::npos) return out;
    out += "\uFFFD";
    text.remove_prefix(bad + 1);
  }
}

}  // namespace pgstage
