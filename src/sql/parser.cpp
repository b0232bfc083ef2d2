#include "parser.hpp"

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <utility>

#include "pgstage/model/utf8.hpp"
#include "pgstage/sql/lexer.hpp"

#include "encoding.hpp"
#include "linked_grammar.hpp"

namespace pgstage::sql {
namespace {

constexpr std::size_t kBlockBytes = 32768;

struct Parsed {
  const List* tree = nullptr;
  std::optional<Problem> problem;
};

/// Where PostgreSQL's error position, counted in code points from 1, stands in the text.
std::size_t byte_of(std::string_view text, int position) {
  std::size_t at = 0;
  for (int seen = 1; seen < position && at < text.size(); ++seen) {
    do ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
  }
  return at;
}

/// The parser quotes what it stumbled over, and that may be the rest of the file.
std::string one_line(const std::string& message) {
  const auto end = message.find_first_of("\r\n");
  return end == std::string::npos ? message : message.substr(0, end) + "…\"";
}

/// libpg_query does not hand it on; the grammar has two.
std::string sqlstate_of(std::string_view message) {
  const bool unsupported = message.find("cannot be marked") != std::string_view::npos ||
                           message.find("not yet implemented") != std::string_view::npos;
  return unsupported ? "0A000" : "42601";
}

/// One at a time: a library that was not built for Debian redirects the process's standard error
/// while it parses.
Parsed parse_text(const std::string& sql) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  const auto result = raw_parse(sql.c_str());
  std::free(result.stderr_buffer);
  if (result.error == nullptr) return {result.tree, std::nullopt};
  Problem problem;
  problem.message = one_line(result.error->message);
  problem.sqlstate = sqlstate_of(problem.message);
  problem.span.offset = byte_of(sql, result.error->cursorpos);
  pg_query_free_error(result.error);
  return {nullptr, std::move(problem)};
}

/// `text` stands at `base`; what of the span is in it becomes spaces.
void blank(std::string& text, std::size_t base, Span span) {
  const auto begin = std::clamp(span.offset, base, base + text.size()) - base;
  const auto end = std::clamp(span.end(), base, base + text.size()) - base;
  std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin),
            text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
}

/// The range without the white space and comments around a statement.
Span without_trivia(std::string_view sql, Span range) {
  const auto all = sql.substr(0, range.end());
  Lexer lexer(all, range.offset);
  Token token;
  if (!lexer.next_significant(token)) return {range.offset, 0};
  const auto begin = token.span.offset;
  const auto text = all.substr(begin);
  const bool comments =
      text.find("--") != std::string_view::npos || text.find("/*") != std::string_view::npos;
  if (!comments) return {begin, text.find_last_not_of(" \t\r\n\f\v") + 1};
  std::size_t end = token.span.end();
  while (lexer.next_significant(token)) end = token.span.end();
  return {begin, end - begin};
}

std::string why_skipped(NotSql::Kind kind) {
  return kind == NotSql::Kind::MetaCommand ? "psql meta-command" : "data of COPY FROM STDIN";
}

void add_problem(Span span, Problem problem, Block& block) {
  problem.span.offset = std::min(problem.span.offset, span.end());
  block.problems.push_back(std::make_unique<Problem>(std::move(problem)));
  block.statements.emplace_back(span, block.problems.back().get());
}

/// The grammar alone knows where a rule with several commands ends; its ranges include what stands
/// before a statement.
void add_trees(const List* trees, const std::string& sql, std::size_t base, Block& block,
               const NewerSyntax* newer = nullptr) {
  for (const auto* raw : Elements<RawStmt>(trees)) {
    const auto begin = static_cast<std::size_t>(std::max(raw->stmt_location, 0));
    const auto length =
        raw->stmt_len == 0 ? sql.size() - begin : static_cast<std::size_t>(raw->stmt_len);
    auto span = without_trivia(sql, {begin, length});
    span.offset += base;
    block.statements.emplace_back(span, raw->stmt, base, newer);
  }
}

}  // namespace

Parser::Parser(std::string_view script)
    : text_(script),
      foreign_(foreign_encoding(script)),
      splitter_(script, byte_order_mark(script)) {}

std::unique_ptr<Block> Parser::next() {
  if (foreign_) {
    auto block = std::make_unique<Block>();
    Problem problem{*std::exchange(foreign_, std::nullopt), "Save the file as UTF-8.", "22021", {}};
    add_problem({0, text_.size()}, std::move(problem), *block);
    splitter_ = Splitter({}, 0);
    return block;
  }
  const auto pieces = splitter_.next(kBlockBytes);
  if (pieces.statements.empty() && pieces.not_sql.empty()) return nullptr;
  auto block = std::make_unique<Block>();
  for (const auto& part : pieces.not_sql) {
    block->skipped.push_back({part.span, why_skipped(part.kind)});
  }
  if (!pieces.statements.empty()) parse(pieces, *block);
  return block;
}

/// The grammar gets the text with everything that is not SQL blanked out, so that its offsets are
/// those of the file.
void Parser::parse(const Pieces& pieces, Block& block) {
  const auto base = pieces.statements.front().offset;
  std::string readable{text_.substr(base, pieces.statements.back().end() - base)};
  for (const auto& part : pieces.not_sql) blank(readable, base, part.span);
  // A meta-command that sends a statement stands in the place of its semicolon.
  for (const auto& piece : pieces.statements) {
    const auto behind = piece.end() - base;
    if (behind < readable.size() && readable[behind] == ' ') readable[behind] = ';';
  }
  const bool plain = readable.find('\0') == std::string::npos && is_utf8(readable);
  if (plain && parse_together(readable, base, block)) return;
  for (const auto& piece : pieces.statements) {
    parse_alone(piece, readable.substr(piece.offset - base, piece.length), block);
  }
}

bool Parser::parse_together(const std::string& readable, std::size_t base, Block& block) {
  const Parsed parsed = parse_text(readable);
  if (!parsed.problem) add_trees(parsed.tree, readable, base, block);
  return !parsed.problem;
}

void Parser::parse_alone(Span piece, const std::string& sql, Block& block) {
  auto problem = encoding_problem(sql);
  if (!problem) {
    Parsed parsed = parse_text(sql);
    if (!parsed.problem) return add_trees(parsed.tree, sql, piece.offset, block);
    if (parse_as_newer(piece, sql, block)) return;
    problem = std::move(parsed.problem);
  }
  problem->span.offset += piece.offset;
  add_problem(piece, *std::move(problem), block);
}

/// A statement in the syntax of a later grammar, in the words of this one.
bool Parser::parse_as_newer(Span piece, const std::string& sql, Block& block) {
  for (const bool column_constraints : {false, true}) {
    auto understood = understand(sql, piece.offset, column_constraints);
    if (!understood) return false;
    const Parsed parsed = parse_text(understood->text);
    if (parsed.problem) continue;
    understood->file = text_;
    block.newer.push_back(std::make_unique<NewerSyntax>(*std::move(understood)));
    add_trees(parsed.tree, sql, piece.offset, block, block.newer.back().get());
    return true;
  }
  return false;
}

}  // namespace pgstage::sql
