#include "pgstage/model/names.hpp"

#include <algorithm>

#include "keywords.hpp"

namespace pgstage {
namespace {

constexpr std::size_t kMaxIdentifierBytes = 63;

bool starts_plain_ident(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

bool continues_plain_ident(char c) { return starts_plain_ident(c) || (c >= '0' && c <= '9'); }

bool is_plain(std::string_view identifier) {
  return !identifier.empty() && starts_plain_ident(identifier.front()) &&
         std::all_of(identifier.begin(), identifier.end(), continues_plain_ident) &&
         !needs_quotes_as_keyword(identifier);
}

void append_doubled(std::string& out, std::string_view text, char quote) {
  out += quote;
  for (const char c : text) {
    if (c == quote) out += quote;
    out += c;
  }
  out += quote;
}

std::string doubled(std::string_view text, char quote) {
  std::string out;
  append_doubled(out, text, quote);
  return out;
}

void append_ident(std::string& out, std::string_view identifier) {
  if (is_plain(identifier)) {
    out += identifier;
  } else {
    append_doubled(out, identifier, '"');
  }
}

}  // namespace

std::string quote_ident(std::string_view identifier) {
  std::string out;
  append_ident(out, identifier);
  return out;
}

std::string quote_literal(std::string_view text) {
  if (text.find('\\') == std::string_view::npos) return doubled(text, '\'');
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') escaped += c;
    escaped += c;
  }
  return "E" + doubled(escaped, '\'');
}

std::string truncate_ident(std::string_view identifier) {
  if (identifier.size() <= kMaxIdentifierBytes) return std::string{identifier};
  std::size_t end = kMaxIdentifierBytes;
  while (end > 0 && (static_cast<unsigned char>(identifier[end]) & 0xC0U) == 0x80U) --end;
  return std::string{identifier.substr(0, end)};
}

std::string QualifiedName::sql() const {
  std::string out;
  if (!schema.empty()) {
    append_ident(out, schema);
    out += '.';
  }
  append_ident(out, name);
  return out;
}

std::string QualifiedName::plain() const { return schema.empty() ? name : schema + "." + name; }

std::vector<std::string> split_object(std::string_view dotted) {
  std::vector<std::string> parts(1);
  bool quoted = false;
  for (std::size_t i = 0; i < dotted.size(); ++i) {
    const char c = dotted[i];
    if (c == '"' && quoted && i + 1 < dotted.size() && dotted[i + 1] == '"') {
      parts.back() += dotted[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == '.' && !quoted) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

}  // namespace pgstage
