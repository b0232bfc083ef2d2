#include "encoding.hpp"

#include "pgstage/model/utf8.hpp"

namespace pgstage::sql {
std::size_t byte_order_mark(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

std::optional<std::string> foreign_encoding(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return "the file is encoded in UTF-16";
  }
  return std::nullopt;
}

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
