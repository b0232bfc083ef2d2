#include "blanks.hpp"

#include <algorithm>
#include <cctype>

namespace pgstage::source {
namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_letter(char c) { return is_word(c) && std::isdigit(static_cast<unsigned char>(c)) == 0; }

/// Goes over a script as the server's lexer would, and stops at what it would not know.
class Filler {
 public:
  Filler(std::string& text, Placeholders known) : text_(text), known_(known) {}

  void run() {
    while (at_ < text_.size()) step();
  }

 private:
  bool starts(std::string_view with) const {
    return std::string_view(text_).substr(at_).starts_with(with);
  }

  char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\0'; }
  char before() const { return at_ == 0 ? '\0' : text_[at_ - 1]; }

  /// To behind the next one of these, or to the end.
  void pass(std::size_t from, std::string_view closing) {
    const auto end = text_.find(closing, from);
    at_ = end == std::string::npos ? text_.size() : end + closing.size();
  }

  void step() {
    const char c = text_[at_];
    if (starts("--")) return pass(at_, "\n");
    if (starts("/*")) return pass_comment();
    if (c == '\'') return pass_string();
    if (c == '"') return pass(at_ + 1, "\"");
    if (starts("{{")) return fill_until("}}");
    if (c == '$') return dollar();
    if (c == '[') ++brackets_;
    if (c == ']' && brackets_ > 0) --brackets_;
    if (c == ':' && known_ == Placeholders::Psql) return colon();
    ++at_;
  }

  void pass_comment() {
    int depth = 0;
    do {
      if (starts("/*")) {
        ++depth;
        at_ += 2;
      } else if (starts("*/")) {
        --depth;
        at_ += 2;
      } else {
        ++at_;
      }
    } while (depth > 0 && at_ < text_.size());
  }

  /// In E'…' a backslash keeps a quote from ending it.
  void pass_string() {
    const bool escapes =
        (before() == 'E' || before() == 'e') && (at_ < 2 || !is_word(text_[at_ - 2]));
    for (++at_; at_ < text_.size() && text_[at_] != '\''; ++at_) {
      if (escapes && text_[at_] == '\\') ++at_;
    }
    at_ = std::min(at_ + 1, text_.size());
  }

  void dollar() {
    if (known_ == Placeholders::Braced && next() == '{') return fill_until("}");
    if (is_word(before())) return void(++at_);
    auto end = at_ + 1;
    while (end < text_.size() && is_word(text_[end])) ++end;
    const bool quote =
        end < text_.size() && text_[end] == '$' && (end == at_ + 1 || is_letter(text_[at_ + 1]));
    if (!quote) return void(at_ = end);
    const std::string tag = text_.substr(at_, end + 1 - at_);
    pass(end + 1, tag);
  }

  /// `::` is a cast, and `[1:n]` a slice.
  void colon() {
    if (next() == ':' || next() == '=') return void(at_ += 2);
    if (next() == '\'' || next() == '"') {
      const auto end = text_.find(next(), at_ + 2);
      if (end == std::string::npos) return void(at_ = text_.size());
      // The quote moves to the front, and stays a quote.
      text_[at_] = text_[end];
      text_[at_ + 1] = '_';
      return void(at_ = end + 1);
    }
    if (brackets_ > 0 || !is_letter(next())) return void(++at_);
    text_[at_++] = '_';
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
  }

  void fill_until(std::string_view closing) {
    const auto found = text_.find(closing, at_);
    if (found == std::string::npos) return void(at_ = text_.size());
    const auto end = found + closing.size();
    std::replace_if(
        text_.begin() + static_cast<std::ptrdiff_t>(at_),
        text_.begin() + static_cast<std::ptrdiff_t>(end),
        [](char c) { return !is_word(c) && c != '\n'; }, '_');
    at_ = end;
  }

  std::string& text_;
  Placeholders known_;
  std::size_t at_ = 0;
  int brackets_ = 0;
};

}  // namespace

void blank(std::string& text, std::size_t begin, std::size_t end) {
  std::replace_if(
      text.begin() + static_cast<std::ptrdiff_t>(begin),
      text.begin() + static_cast<std::ptrdiff_t>(end),
      [](char c) { return c != '\n' && c != '\r'; }, ' ');
}

std::string blanked(std::string_view text) { return part_of(text, text.size(), text.size()); }

std::string part_of(std::string_view text, std::size_t begin, std::size_t end) {
  std::string out{text.substr(0, end)};
  blank(out, 0, begin);
  return out;
}

void fill_placeholders(std::string& text, Placeholders known) { Filler(text, known).run(); }

}  // namespace pgstage::source
