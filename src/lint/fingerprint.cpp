#include "fingerprint.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "pgstage/sql/lexer.hpp"

namespace pgstage::lint {
namespace {

constexpr std::uint64_t kFnvBasis = 14695981039346656037ULL;
constexpr std::uint64_t kFnvPrime = 1099511628211ULL;
constexpr std::string_view kDigits = "0123456789abcdef";

/// FNV-1a.
class Hash {
 public:
  void take(std::string_view text) {
    for (const char c : text) put(c);
    put('\x1F');
  }

  /// Its tokens without comments; words as if they were in lower case. What stands between dollars
  /// is perhaps the body of a DO, and taken so, too.
  void take_sql(std::string_view sql, bool in_body = false) {
    sql::Lexer lexer(sql);
    for (sql::Token token; lexer.next_significant(token);) {
      const auto text = lexer.text(token);
      if (token.kind == sql::TokenKind::String && text.front() == '$' && !in_body) {
        const auto tag = text.find('$', 1) + 1;
        take_sql(text.substr(tag, text.size() - 2 * tag), true);
      } else if (token.kind == sql::TokenKind::Word) {
        for (const char c : text) put(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
        put(' ');
      } else {
        take(text);
      }
    }
    put('\x1E');
  }

  std::string digits() const {
    std::string out(16, '0');
    auto rest = hash_;
    for (std::size_t i = out.size(); i-- > 0; rest >>= 4U) out[i] = kDigits[rest & 0xFU];
    return out;
  }

 private:
  void put(char c) { hash_ = (hash_ ^ static_cast<unsigned char>(c)) * kFnvPrime; }

  std::uint64_t hash_ = kFnvBasis;
};

}  // namespace

std::string fingerprint(std::string_view rule, std::string_view statement, std::string_view part) {
  Hash hash;
  hash.take(rule);
  hash.take_sql(statement);
  hash.take_sql(part);
  return hash.digits();
}

void tell_apart(std::vector<Finding>& findings) {
  std::map<std::string, std::size_t> seen;
  for (auto& finding : findings) {
    const auto count = ++seen[finding.fingerprint];
    if (count > 1) finding.fingerprint += "-" + std::to_string(count);
  }
}

}  // namespace pgstage::lint
