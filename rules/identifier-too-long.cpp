#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "pgstage/catalog/limits.hpp"
#include "pgstage/lint/given_names.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/model/utf8.hpp"
#include "pgstage/sql/lexer.hpp"

namespace pgstage::rules {
namespace {

// One that ends in a letter of four bytes may be cut a little earlier.
constexpr std::size_t kPerhapsCut = catalog::kLongestName - 3;

/// The name that a token is, in full; empty for one that is none.
std::string name_of(std::string_view written, sql::TokenKind kind) {
  std::string out;
  if (kind == sql::TokenKind::Word) {
    for (const char c : written) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  } else if (kind == sql::TokenKind::QuotedWord && written.starts_with('"')) {
    for (std::size_t i = 1; i + 1 < written.size(); ++i) {
      out += written[i];
      if (written[i] == '"') ++i;
    }
  }
  return out;
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  auto given = lint::given_names(context.view);
  std::erase_if(given, [](const auto& each) { return each.name.size() < kPerhapsCut; });
  if (given.empty()) return;
  std::set<std::string> said;
  const auto text = context.script.text(context.statement.span());
  sql::Lexer lexer(text);
  for (sql::Token token; lexer.next_significant(token);) {
    const auto written = name_of(lexer.text(token), token.kind);
    if (written.size() <= catalog::kLongestName) continue;
    const auto kept = clipped(written, catalog::kLongestName);
    const bool gives = std::any_of(given.begin(), given.end(),
                                   [&](const auto& each) { return each.name == kept; });
    if (!gives) continue;
    if (!said.insert(written).second) continue;
    out.add({.span = {context.statement.span().offset + token.span.offset, token.span.length},
             .message = "this name has " + std::to_string(written.size()) +
                        " bytes, and PostgreSQL keeps \"" + std::string{kept} + "\""});
  }
}

}  // namespace

extern const lint::Rule identifier_too_long = {
    .info =
        {
            .id = "identifier-too-long",
            .title = "a name is longer than PostgreSQL keeps",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .why =
                "PostgreSQL cuts names to 63 bytes, with no more than a NOTICE. Code and "
                "migrations that compare names as text do not find what they made, and two names "
                "that differ only behind the cut are one: the second CREATE fails, or IF NOT "
                "EXISTS passes over it.",
            .instead =
                "Choose a name of at most 63 bytes; letters outside ASCII count as two to four.",
            .fine = "The name is one that PostgreSQL chooses, or the statement only uses it, as it "
                    "does when it drops what has the cut name.",
            .source = "SQL Syntax, Identifiers and Key Words",
            .aliases = "squawk:identifier-too-long",
        },
    .check = check,
};

}  // namespace pgstage::rules
