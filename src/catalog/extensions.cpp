#include "pgstage/catalog/extensions.hpp"

#include <initializer_list>

#include "pgstage/sql/lexer.hpp"

namespace pgstage::catalog {
namespace {

/// The first words of a statement, and what follows them.
class Beginning {
 public:
  explicit Beginning(std::string_view sql) : lexer_(sql) { next(); }

  bool takes(std::initializer_list<std::string_view> words) {
    for (const auto word : words) {
      if (!there_ || !lexer_.is_word(token_, word)) return false;
      next();
    }
    return true;
  }
  std::string name() const {
    return there_ ? lexer_.identifier(token_).value_or("") : std::string{};
  }

 private:
  void next() { there_ = lexer_.next_significant(token_); }

  sql::Lexer lexer_;
  sql::Token token_;
  bool there_ = false;
};

}  // namespace

std::string created_extension(std::string_view sql) {
  Beginning words(sql);
  if (!words.takes({"create", "extension"})) return {};
  words.takes({"if", "not", "exists"});
  return words.name();
}

std::string commented_extension(std::string_view sql) {
  Beginning words(sql);
  return words.takes({"comment", "on", "extension"}) ? words.name() : std::string{};
}

}  // namespace pgstage::catalog
