#include "newer_syntax.hpp"

#include <algorithm>
#include <initializer_list>

#include "pgstage/sql/lexer.hpp"

namespace pgstage::sql {
namespace {

using Feature = NewerSyntax::Feature;
using Words = std::initializer_list<std::string_view>;

class Rewriting {
 public:
  Rewriting(std::string_view statement, std::size_t base, bool column_constraints)
      : source_(statement), base_(base), column_constraints_(column_constraints), lexer_(source_) {
    out_.text = std::string{statement};
    Token token;
    while (lexer_.next_significant(token)) tokens_.push_back(token);
  }

  std::optional<NewerSyntax> run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      generated_column(i);
      not_null_constraint(i);
      enforced(i);
      inherit(i);
      keys_over_time(i);
      column_defaults(i);
      merge(i);
    }
    maintenance();
    enum_value();
    statistics();
    return out_.since == 0 ? std::nullopt : std::optional{std::move(out_)};
  }

 private:
  bool is(std::size_t i, std::string_view word) const {
    return i < tokens_.size() && lexer_.is_word(tokens_[i], word);
  }
  bool are(std::size_t i, Words words) const {
    return std::all_of(words.begin(), words.end(), [&](auto word) { return is(i++, word); });
  }
  bool punctuation(std::size_t i, char c) const {
    return i < tokens_.size() && lexer_.is_punctuation(tokens_[i], c);
  }
  bool is_name(std::size_t i) const {
    return i < tokens_.size() &&
           (tokens_[i].kind == TokenKind::Word || tokens_[i].kind == TokenKind::QuotedWord);
  }
  std::size_t offset(std::size_t i) const { return tokens_[i].span.offset; }
  std::size_t end(std::size_t i) const { return tokens_[i].span.end(); }

  /// Puts other words in the place of tokens, and blanks for the rest of it.
  void replace(std::size_t first, std::size_t last, std::string_view words) {
    const std::size_t begin = offset(first);
    const std::size_t length = end(last) - begin;
    std::string text{words};
    text.resize(std::max(length, text.size()), ' ');
    out_.text.replace(begin, length, text);
  }
  void since(int major) { out_.since = std::max(out_.since, major); }
  void mark(Feature feature, std::size_t at) { out_.marks.push_back({feature, base_ + at}); }

  std::size_t closing(std::size_t open) const {
    int depth = 0;
    for (std::size_t i = open; i < tokens_.size(); ++i) {
      if (punctuation(i, '(')) ++depth;
      if (punctuation(i, ')') && --depth == 0) return i;
    }
    return tokens_.size();
  }

  void generated_column(std::size_t i) {
    if (!are(i, {"generated", "always", "as"}) || !punctuation(i + 3, '(')) return;
    const auto close = closing(i + 3);
    if (close == tokens_.size() || is(close + 1, "stored")) return;
    replace(i, i + 2, "DEFAULT");
    if (is(close + 1, "virtual")) replace(close + 1, close + 1, "");
    mark(Feature::VirtualColumn, offset(i));
    since(18);
  }

  bool begins_element(std::size_t i) const {
    return i > 0 && (is(i - 1, "add") || punctuation(i - 1, '(') || punctuation(i - 1, ','));
  }

  void not_null_constraint(std::size_t i) {
    if (!are(i, {"not", "null"}) || !is_name(i + 2)) return;
    const bool named = i >= 2 && is(i - 2, "constraint") && begins_element(i - 2);
    if (!named && !begins_element(i)) return;
    const std::string name{lexer_.text(tokens_[i + 2])};
    const std::size_t length = end(i + 2) - offset(i);
    const std::string tail = "(" + name + ")";
    std::string text = "CHECK";
    text.resize(length - tail.size(), ' ');
    replace(i, i + 2, text + tail);
    mark(Feature::NotNullConstraint, end(i + 2) - 1 - name.size());
    since(18);
  }

  void enforced(std::size_t i) {
    if (!is(i, "enforced")) return;
    const bool negative = i > 0 && is(i - 1, "not");
    const std::size_t first = negative ? i - 1 : i;
    const bool alters = first >= 3 && are(first - 3, {"alter", "constraint"});
    mark(negative ? Feature::NotEnforced : Feature::Enforced, offset(first));
    const bool as_not_valid = negative && !alters && !column_constraints_;
    replace(first, i, as_not_valid ? "NOT VALID" : "");
    since(18);
  }

  /// ALTER CONSTRAINT … [NO] INHERIT; and NOT NULL NO INHERIT of a column.
  void inherit(std::size_t i) {
    if (!is(i, "inherit")) return;
    const bool negative = i > 0 && is(i - 1, "no");
    const std::size_t first = negative ? i - 1 : i;
    const bool alters = first >= 3 && are(first - 3, {"alter", "constraint"});
    const bool column = negative && first >= 2 && are(first - 2, {"not", "null"});
    if (!alters && !column) return;
    if (alters) mark(negative ? Feature::NoInherit : Feature::Inherit, offset(first));
    replace(first, i, "");
    since(18);
  }

  void keys_over_time(std::size_t i) {
    if (are(i, {"without", "overlaps"})) {
      mark(Feature::WithoutOverlaps, offset(i));
      replace(i, i + 1, "");
      since(18);
    }
    const bool in_list = i > 0 && (punctuation(i - 1, ',') || punctuation(i - 1, '('));
    if (in_list && is(i, "period") && is_name(i + 1)) {
      replace(i, i, "");
      since(18);
    }
  }

  void column_defaults(std::size_t i) {
    if (are(i, {"set", "expression", "as"})) {
      mark(Feature::SetExpression, offset(i));
      replace(i + 1, i + 2, "DEFAULT");
      since(17);
    } else if (are(i, {"set", "storage", "default"})) {
      replace(i + 2, i + 2, "plain");
      since(16);
    } else if (are(i, {"set", "statistics", "default"})) {
      replace(i + 2, i + 2, "-1");
      since(17);
    } else if (are(i, {"access", "method", "default"})) {
      replace(i + 2, i + 2, "heap");
      since(17);
    }
  }

  void merge(std::size_t i) {
    if (!is(0, "merge")) return;
    if (are(i, {"not", "matched", "by", "source"})) {
      replace(i, i + 3, "MATCHED");
      since(17);
    } else if (are(i, {"matched", "by", "target"})) {
      replace(i + 1, i + 2, "");
      since(17);
    } else if (is(i, "returning")) {
      replace(i, tokens_.size() - 1, "");
      since(17);
    }
  }

  void maintenance() {
    for (std::size_t i = 1; (is(0, "vacuum") || is(0, "analyze")) && i < tokens_.size(); ++i) {
      if (!is(i, "only")) continue;
      mark(Feature::Only, offset(i));
      replace(i, i, "");
      since(18);
    }
    if (!is(0, "reindex") || tokens_.size() < 2) return;
    const std::size_t last = tokens_.size() - 1;
    const std::size_t kind = is(last, "concurrently") ? last - 1 : last;
    if (!is(kind, "system") && !is(kind, "database")) return;
    // The name of the database is needed, and nobody asks which.
    out_.text += " _";
    since(16);
  }

  /// The grammar of 17 knows it in order to say that it is not implemented.
  void enum_value() {
    for (std::size_t i = 2; are(0, {"alter", "type"}) && i + 1 < tokens_.size(); ++i) {
      if (!are(i, {"drop", "value"})) continue;
      replace(i, i, "ADD");
      out_.refusal = "0A000";
      since(17);
      return;
    }
  }

  void statistics() {
    if (!are(0, {"create", "statistics", "on"})) return;
    replace(1, 1, "STATISTICS _");
    since(16);
  }

  std::string_view source_;
  std::size_t base_;
  bool column_constraints_;
  Lexer lexer_;
  std::vector<Token> tokens_;
  NewerSyntax out_;
};

}  // namespace

bool NewerSyntax::has(Feature feature, std::size_t begin, std::size_t end) const {
  return std::any_of(marks.begin(), marks.end(), [&](const Mark& each) {
    return each.feature == feature && each.offset >= begin && each.offset < end;
  });
}

std::optional<NewerSyntax> understand(std::string_view statement, std::size_t base,
                                      bool column_constraints) {
  return Rewriting(statement, base, column_constraints).run();
}

}  // namespace pgstage::sql
