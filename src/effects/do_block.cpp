// DO. The statements of a PL/pgSQL body are taken as if each of them ran; which of them do is for
// the body to decide, so that nothing of it is certain.
#include <array>

#include "pgstage/sql/lexer.hpp"

#include "statements.hpp"

namespace pgstage::effects {
namespace {

using sql::Lexer;
using sql::Token;

// Words behind which a statement begins.
constexpr auto kOpeners = std::to_array<std::string_view>({"begin", "then", "else", "loop"});

bool opens(const Lexer& lexer, const Token& token) {
  for (const auto word : kOpeners) {
    if (lexer.is_word(token, word)) return true;
  }
  return false;
}

/// What stands between semicolons and the words of control structures.
std::vector<std::string> pieces_of(std::string_view body) {
  std::vector<std::string> pieces;
  Lexer lexer(body);
  Token token;
  std::size_t begin = 0;
  const auto cut = [&](std::size_t end, std::size_t next) {
    pieces.emplace_back(body.substr(begin, end - begin));
    begin = next;
  };
  while (lexer.next_significant(token)) {
    const bool ends = lexer.is_punctuation(token, ';');
    if (ends || opens(lexer, token)) cut(token.span.offset, token.span.end());
  }
  cut(body.size(), body.size());
  return pieces;
}

/// EXECUTE with a constant.
std::string executed(const std::string& piece) {
  Lexer lexer(piece);
  Token word;
  Token text;
  const bool constant = lexer.next_significant(word) && lexer.is_word(word, "execute") &&
                        lexer.next_significant(text) && text.kind == sql::TokenKind::String;
  if (!constant) return piece;
  std::string out;
  const auto quoted = lexer.text(text);
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    out += quoted[i];
    if (quoted[i] == '\'' && quoted[i + 1] == '\'') ++i;
  }
  return out;
}

void take(Builder& out, const Effects& part) {
  for (const auto& each : part.locks) out.lock(each.relation, each.mode);
  for (const auto& each : part.index_locks) out.lock_index(each.index, each.mode);
  for (const auto& each : part.scans) out.scan_one(each.table, each.why, each.object);
  for (const auto& each : part.index_builds) out.build_index(each);
  for (const auto& each : part.drops) out.drop(each);
  auto& effects = out.effects();
  effects.rewrites.insert(effects.rewrites.end(), part.rewrites.begin(), part.rewrites.end());
  effects.destroys.insert(effects.destroys.end(), part.destroys.begin(), part.destroys.end());
  effects.breaks.insert(effects.breaks.end(), part.breaks.begin(), part.breaks.end());
  effects.creates.insert(effects.creates.end(), part.creates.begin(), part.creates.end());
}

}  // namespace

void describe(Builder& out, const sql::Do& statement) {
  out.uncertain();
  if (statement.language != "plpgsql") return;
  for (const auto& piece : pieces_of(statement.body)) {
    const auto script = sql::Script::parse(executed(piece));
    for (const auto& each : script.statements()) {
      const auto view = each.view();
      // A block in a block is opened above, and BEGIN is not a transaction here.
      const bool other =
          std::holds_alternative<sql::Do>(view) || std::holds_alternative<sql::Transaction>(view);
      if (each.problem() == nullptr && !other) {
        take(out, analyze(each, view, out.session(), out.version()));
      }
    }
  }
}

}  // namespace pgstage::effects
