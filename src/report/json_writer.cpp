#include "json_writer.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "pgstage/model/utf8.hpp"

namespace pgstage::report {
namespace {

constexpr std::size_t kEnough = 65536;

/// Which bytes stand in JSON as they are, whatever is around them.
constexpr auto kPlain = [] {
  std::array<bool, 256> out{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) out[c] = c != '"' && c != '\\';
  return out;
}();

// No function, since a pointer to one is called for each character.
constexpr auto is_plain_character = [](char c) { return kPlain[static_cast<unsigned char>(c)]; };

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_plain_character);
}

/// RFC 8259, 7.
void append_escaped(std::string& out, char c) {
  constexpr std::string_view kNamed = "\"\\\b\f\n\r\t";
  constexpr std::string_view kNames = "\"\\bfnrt";
  if (const auto at = kNamed.find(c); at != std::string_view::npos) {
    out += '\\';
    out += kNames[at];
  } else if (static_cast<unsigned char>(c) < 0x20) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
  } else {
    out += c;
  }
}

void append_escaped(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const auto* special = std::find_if_not(text.begin(), text.end(), is_plain_character);
    out.append(text.begin(), special);
    if (special == text.end()) return;
    append_escaped(out, *special);
    text.remove_prefix(static_cast<std::size_t>(special - text.begin()) + 1);
  }
}

}  // namespace

void JsonWriter::new_line() {
  written_ += '\n';
  written_.append(2 * members_.size(), ' ');
}

void JsonWriter::lead() {
  if (named_ || members_.empty()) {
    named_ = false;
    return;
  }
  if (members_.back()++ > 0) written_ += ',';
  new_line();
}

void JsonWriter::begin(char bracket) {
  lead();
  written_ += bracket;
  members_.push_back(0);
}

void JsonWriter::end(char bracket) {
  const bool empty = members_.back() == 0;
  members_.pop_back();
  if (!empty) new_line();
  written_ += bracket;
  if (written_.size() > kEnough) hand_over();
}

void JsonWriter::quoted(std::string_view text) {
  written_ += '"';
  if (is_plain(text)) {
    written_ += text;
  } else {
    const auto replaced = is_utf8(text) ? std::string{} : with_replacements(text);
    append_escaped(written_, replaced.empty() ? text : replaced);
  }
  written_ += '"';
}

JsonWriter& JsonWriter::name(std::string_view name) {
  lead();
  quoted(name);
  written_ += ": ";
  named_ = true;
  return *this;
}

void JsonWriter::text(std::string_view text) {
  lead();
  quoted(text);
}

void JsonWriter::number(std::size_t number) {
  lead();
  written_ += fmt::format_int(number).str();
}

void JsonWriter::decimal(double number) {
  lead();
  written_ += fmt::format("{:.3f}", number);
}

void JsonWriter::truth(bool value) {
  lead();
  written_ += value ? "true" : "false";
}

void JsonWriter::null() {
  lead();
  written_ += "null";
}

void JsonWriter::finish() {
  written_ += '\n';
  hand_over();
}

void JsonWriter::hand_over() {
  out_.write(written_.data(), static_cast<std::streamsize>(written_.size()));
  written_.clear();
}

}  // namespace pgstage::report
