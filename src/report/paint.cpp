#include "paint.hpp"

#include <algorithm>

namespace pgstage::report {
namespace {

std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::Error:
      return "\x1b[1;31m";
    case Ink::Warning:
      return "\x1b[1;33m";
    case Ink::Notice:
      return "\x1b[1;36m";
    case Ink::Good:
      return "\x1b[32m";
    case Ink::Faint:
      return "\x1b[2m";
    case Ink::Bold:
      return "\x1b[1m";
  }
  return "";
}

/// The code point at this place, and how many bytes it takes; a stray byte stands for itself.
char32_t decode(std::string_view text, std::size_t& length) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned lead = byte(0);
  length = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : lead >= 0xC0U ? 2 : 1;
  if (length == 1) return lead;
  char32_t point = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) point = (point << 6U) | (byte(i) & 0x3FU);
  return point;
}

std::size_t cells(char32_t point) {
  if (point >= 0x300 && point <= 0x36F) return 0;
  const bool wide = (point >= 0x1100 && point <= 0x115F) || (point >= 0x2E80 && point <= 0xA4CF) ||
                    (point >= 0xAC00 && point <= 0xD7A3) || (point >= 0xF900 && point <= 0xFAFF) ||
                    (point >= 0xFE30 && point <= 0xFE6F) || (point >= 0xFF00 && point <= 0xFF60) ||
                    (point >= 0x1F300 && point <= 0x1FAFF);
  return wide ? 2 : 1;
}

void fill_line(const Style& style, std::string_view indent, std::string_view line,
               std::string& out) {
  const std::size_t room = std::max<std::size_t>(style.width, display_width(indent) + 20);
  std::size_t column = 0;
  while (!line.empty()) {
    const auto end = std::min(line.find(' '), line.size());
    const auto word = line.substr(0, end);
    const std::size_t width = display_width(word);
    if (column == 0 || column + 1 + width > room) {
      if (column > 0) out += "\n";
      out += indent;
      column = display_width(indent);
    } else {
      out += " ";
      ++column;
    }
    out += word;
    column += width;
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  out += "\n";
}

}  // namespace

std::string paint(const Style& style, Ink ink, std::string_view text) {
  if (!style.color) return std::string{text};
  return std::string{code_of(ink)} + std::string{text} + "\x1b[0m";
}

std::string filled(const Style& style, std::string_view indent, std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    fill_line(style, indent, text.substr(0, end), out);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    std::size_t length = 1;
    width += cells(decode(text, length));
    text.remove_prefix(std::min(length, text.size()));
  }
  return width;
}

}  // namespace pgstage::report
