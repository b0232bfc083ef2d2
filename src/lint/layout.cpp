#include "layout.hpp"

#include <algorithm>

namespace pgstage::lint {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

std::size_t begin_of_text(std::string_view text) {
  return text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
}

std::string_view newline_of(const sql::Script& script) {
  const auto text = script.text();
  const auto end = text.find('\n');
  return end != std::string_view::npos && end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
}

std::size_t begin_of_line(const sql::Script& script, std::size_t place) {
  const auto newline = script.text().substr(0, place).rfind('\n');
  return newline == std::string_view::npos ? begin_of_text(script.text()) : newline + 1;
}

std::string_view indentation_of(const sql::Script& script, Span statement) {
  const auto begin = begin_of_line(script, statement.offset);
  const auto line = script.text().substr(begin, statement.offset - begin);
  return line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
}

}  // namespace pgstage::lint
