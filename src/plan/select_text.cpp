#include "select_text.hpp"

#include <algorithm>
#include <array>

#include "pgstage/sql/lexer.hpp"

namespace pgstage::plan {
namespace {

/// What makes of rows something else than row by row.
constexpr auto kMoreThanRows = std::to_array<std::string_view>(
    {"distinct", "group",     "having",  "order",       "limit", "offset", "fetch", "for",
     "union",    "intersect", "except",  "window",      "over",  "join",   "cross", "natural",
     "on",       "returning", "lateral", "tablesample", "with",  "only"});

class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text), lexer_(text) {}

  std::optional<SelectText> run() {
    if (!find("select")) return std::nullopt;
    begin_ = 0;
    if (!find("from")) return std::nullopt;
    SelectText out{.list = std::string{text_.substr(begin_, end_ - begin_)}};
    if (!read_source(out)) return std::nullopt;
    if (ended_) return out;
    begin_ = 0;
    if (!lexer_.is_word(token_, "where") || find("") || !plain_) return std::nullopt;
    out.where = std::string{text_.substr(begin_, end_ - begin_)};
    return out;
  }

 private:
  bool next() {
    ended_ = !lexer_.next_significant(token_) || lexer_.is_punctuation(token_, ';');
    return !ended_;
  }

  /// A word outside of parentheses; whether all in between is plain.
  bool find(std::string_view word) {
    for (int depth = 0; next();) {
      if (lexer_.is_punctuation(token_, '(')) ++depth;
      if (lexer_.is_punctuation(token_, ')')) --depth;
      if (depth == 0 && !word.empty() && lexer_.is_word(token_, word)) return plain_;
      plain_ = plain_ && std::none_of(kMoreThanRows.begin(), kMoreThanRows.end(),
                                      [&](auto each) { return lexer_.is_word(token_, each); });
      if (begin_ == 0) begin_ = token_.span.offset;
      end_ = token_.span.end();
    }
    return false;
  }

  /// `shop.users AS u`, up to WHERE or the end.
  bool read_source(SelectText& out) {
    if (!next()) return false;
    auto name = lexer_.identifier(token_);
    if (!name) return false;
    out.alias = *name;
    if (!next()) return true;
    if (lexer_.is_punctuation(token_, '.')) {
      if (!next() || !(name = lexer_.identifier(token_))) return false;
      out.alias = *name;
      if (!next()) return true;
    }
    if (lexer_.is_word(token_, "where")) return true;
    if (lexer_.is_word(token_, "as") && !next()) return false;
    name = lexer_.identifier(token_);
    if (!name) return false;
    out.alias = *name;
    return !next() || lexer_.is_word(token_, "where");
  }

  std::string_view text_;
  sql::Lexer lexer_;
  sql::Token token_;
  std::size_t begin_ = 0;  ///< Of what stands between two words, without comments around it.
  std::size_t end_ = 0;
  bool plain_ = true;
  bool ended_ = false;
};

}  // namespace

std::optional<SelectText> select_text(std::string_view insert) { return Cutter(insert).run(); }

}  // namespace pgstage::plan
