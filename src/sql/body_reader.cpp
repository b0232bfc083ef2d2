#include "body_reader.hpp"

#include <algorithm>
#include <cctype>

namespace pgstage::sql {
namespace {

/// CREATE FUNCTION … BEGIN ATOMIC … END holds semicolons of its own.
class RoutineDepth {
 public:
  bool inside() const { return depth_ > 0; }

  void see(const BodyReader& reader) {
    const bool second = seen_ == 1 && (reader.at_word("or") || reader.at_word("function") ||
                                       reader.at_word("procedure"));
    if (second && create_) routine_ = true;
    if (seen_++ == 0) create_ = reader.at_word("create");
    if (!routine_) return;
    if (reader.at_word("begin") || (inside() && reader.at_word("case"))) ++depth_;
    if (inside() && reader.at_word("end")) --depth_;
  }

 private:
  std::size_t seen_ = 0;
  std::size_t depth_ = 0;
  bool create_ = false;
  bool routine_ = false;
};

}  // namespace

std::string BodyReader::word() const {
  if (!more_) return {};
  const auto text = lexer_.text(token_);
  if (token_.kind == TokenKind::QuotedWord) return std::string{text.substr(1, text.size() - 2)};
  std::string out;
  if (token_.kind != TokenKind::Word) return out;
  for (const char c : text) {
    out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

bool BodyReader::accept(std::string_view word) {
  const bool there = at_word(word);
  if (there) next();
  return there;
}

bool BodyReader::accept(char punctuation) {
  const bool there = at(punctuation);
  if (there) next();
  return there;
}

bool BodyReader::accept_label() {
  if (!at_operator("<<")) return false;
  do {
    next();
  } while (more_ && !at_operator(">>") && !at(';'));
  next();
  return true;
}

void BodyReader::skip_options() {
  while (at_operator("#")) go_to(std::min(text_.find('\n', offset()), text_.size()));
}

void BodyReader::go_to(std::size_t offset) {
  lexer_ = Lexer(text_, offset);
  next();
}

bool BodyReader::at_any(std::initializer_list<std::string_view> words) const {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return at_word(word); });
}

std::string_view BodyReader::upto(std::initializer_list<std::string_view> words) {
  const auto begin = offset();
  auto end = begin;
  for (int depth = 0; more_ && !at(';') && (depth > 0 || !at_any(words)); next()) {
    if (at('(') || at('[')) ++depth;
    if (at(')') || at(']')) --depth;
    end = token_.span.end();
  }
  return text_.substr(begin, end - begin);
}

std::string_view BodyReader::rest() {
  const auto out = upto({});
  accept(';');
  return out;
}

void BodyReader::skip_subscript() {
  for (int depth = 0; more_ && !at(';'); next()) {
    if (at('[')) ++depth;
    if (at(']') && --depth == 0) return next();
  }
}

Span BodyReader::skip_targets() {
  const auto begin = offset();
  auto end = begin;
  next();
  accept("strict");
  do {
    do {
      end = more_ ? token_.span.end() : text_.size();
      next();
    } while (accept('.'));
    while (at('[')) {
      skip_subscript();
      end = offset();
    }
  } while (accept(','));
  return {begin, end - begin};
}

/// INSERT INTO, MERGE INTO and IMPORT … INTO name no variables.
std::string BodyReader::statement() {
  const auto begin = offset();
  auto end = begin;
  const bool imports = at_word("import");
  std::vector<Span> targets;
  RoutineDepth routine;
  int parentheses = 0;
  for (bool names = imports; more_ && !(at(';') && parentheses <= 0 && !routine.inside());) {
    if (at_word("into") && !names) {
      targets.push_back(skip_targets());
      end = targets.back().end();
      continue;
    }
    routine.see(*this);
    if (at('(')) ++parentheses;
    if (at(')')) --parentheses;
    names = imports || at_word("insert") || at_word("merge");
    end = token_.span.end();
    next();
  }
  std::string out{text_.substr(begin, end - begin)};
  for (const auto& target : targets)
    out.replace(target.offset - begin, target.length, target.length, ' ');
  accept(';');
  return out;
}

bool BodyReader::accept_assignment() {
  const BodyReader before = *this;
  if (!at(TokenKind::Word) && !at(TokenKind::QuotedWord)) return false;
  next();
  while (at('.') || at('[')) {
    if (at('[')) {
      skip_subscript();
    } else {
      next();
      next();
    }
  }
  if (accept_equals()) return true;
  *this = before;
  return false;
}

bool BodyReader::accept_equals() {
  accept(':');
  const bool there = at_operator("=");
  if (there) go_to(offset() + 1);
  return there;
}

}  // namespace pgstage::sql
