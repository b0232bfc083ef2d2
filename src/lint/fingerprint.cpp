#include "fingerprint.hpp"

#include <algorithm>
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

constexpr char kEndOfText = '\x1F';
constexpr char kEndOfPart = '\x1E';

/// FNV-1a.
class Hash {
 public:
  void take(std::string_view text) {
    for (const char c : text) put(c);
  }
  void put(char c) { hash_ = (hash_ ^ static_cast<unsigned char>(c)) * kFnvPrime; }

  std::string digits() const {
    std::string out(16, '0');
    auto rest = hash_;
    for (std::size_t i = out.size(); i-- > 0; rest >>= 4U) out[i] = kDigits[rest & 0xFU];
    return out;
  }

 private:
  std::uint64_t hash_ = kFnvBasis;
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

void add_tokens(std::string_view sql, bool in_body, std::string& out) {
  sql::Lexer lexer(sql);
  for (sql::Token token; lexer.next_significant(token);) {
    const auto text = lexer.text(token);
    if (token.kind == sql::TokenKind::String && text.front() == '$' && !in_body) {
      const auto tag = text.find('$', 1) + 1;
      add_tokens(text.substr(tag, text.size() - 2 * tag), true, out);
    } else if (token.kind == sql::TokenKind::Word) {
      const auto begin = out.size();
      out.resize(begin + text.size() + 1, ' ');
      std::transform(text.begin(), text.end(), out.begin() + static_cast<std::ptrdiff_t>(begin),
                     lower);
    } else {
      out += text;
      out += kEndOfText;
    }
  }
  out += kEndOfPart;
}

}  // namespace

std::string tokens_of(std::string_view sql) {
  std::string out;
  out.reserve(sql.size());
  add_tokens(sql, false, out);
  return out;
}

std::string fingerprint(std::string_view rule, std::string_view statement_tokens,
                        std::string_view part_tokens) {
  Hash hash;
  hash.take(rule);
  hash.put(kEndOfText);
  hash.take(statement_tokens);
  hash.take(part_tokens);
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
