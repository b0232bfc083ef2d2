#include "encoding.hpp"

namespace pgstage::sql {
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

std::size_t first_bad_byte(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = sequence_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

}  // namespace

std::size_t byte_order_mark(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

std::optional<std::string> foreign_encoding(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return "the file is encoded in UTF-16";
  }
  return std::nullopt;
}

bool is_utf8(std::string_view text) { return first_bad_byte(text) == std::string_view::npos; }

std::optional<Problem> encoding_problem(std::string_view text) {
  const auto nul = text.find('\0');
  if (nul != std::string_view::npos) {
    return Problem{"invalid byte 0x00 in SQL text", "Remove the NUL byte.", "22021", {nul, 1}};
  }
  const auto bad = first_bad_byte(text);
  if (bad == std::string_view::npos) return std::nullopt;
  return Problem{
      "invalid byte sequence for encoding \"UTF8\"", "Save the file as UTF-8.", "22021", {bad, 1}};
}

}  // namespace pgstage::sql
