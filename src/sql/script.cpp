#include "pgstage/sql/script.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "pgstage/model/utf8.hpp"
#include "pgstage/sql/lexer.hpp"

#include "clauses.hpp"
#include "decode.hpp"
#include "encoding.hpp"
#include "grammar_versions.hpp"
#include "linked_grammar.hpp"
#include "newer_syntax.hpp"
#include "pg_nodes.hpp"
#include "split.hpp"

namespace pgstage::sql {
namespace {

/// Owns the memory of every tree of one script.
class TreeMemory {
 public:
  TreeMemory() : context_(pg_query_enter_memory_context()) {}
  TreeMemory(const TreeMemory&) = delete;
  TreeMemory& operator=(const TreeMemory&) = delete;
  ~TreeMemory() { pg_query_exit_memory_context(context_); }

 private:
  MemoryContext context_;
};

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

Parsed parse_text(const std::string& sql) {
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

void blank(std::string& text, Span span) {
  std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(span.offset), span.length, ' ');
}

/// COPY … FROM STDIN: what follows is data.
bool reads_input(const Node* node) {
  if (!IsA(node, CopyStmt)) return false;
  const auto* copy = reinterpret_cast<const CopyStmt*>(node);
  return copy->is_from && copy->filename == nullptr;
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

}  // namespace

struct Script::Parts {
  explicit Parts(std::string script) : text(std::move(script)), lines(text) {}

  void parse();
  bool parse_unsplit(const std::string& readable);
  void parse_whole(const std::string& readable);
  void parse_each(const std::string& readable);
  void add_trees(const List* trees, std::size_t base, std::size_t end,
                 const NewerSyntax* syntax = nullptr);
  bool add_newer(const Span& piece, const std::string& sql);
  void add_problem(Span span, Problem problem);

  TreeMemory memory;
  std::string text;
  LineIndex lines;
  std::vector<Span> pieces;
  std::size_t next_piece = 0;
  std::vector<Statement> statements;
  std::vector<Skipped> skipped;
  std::vector<std::unique_ptr<Problem>> problems;
  std::vector<std::unique_ptr<NewerSyntax>> newer;
};

/// The parser gets the text with everything that is not SQL blanked out, so that its offsets are
/// those of the file.
void Script::Parts::parse() {
  if (const auto foreign = foreign_encoding(text)) {
    add_problem({0, text.size()}, Problem{*foreign, "Save the file as UTF-8.", "22021", {}});
    return;
  }
  std::string readable = text;
  blank(readable, {0, byte_order_mark(text)});
  const bool plain = readable.find('\0') == std::string::npos && is_utf8(readable);
  const bool may_be_whole = readable.find('\\') == std::string::npos;
  if (plain && may_be_whole && parse_unsplit(readable)) return;
  auto found = split(readable);
  pieces = std::move(found.statements);
  for (const auto& part : found.not_sql) {
    blank(readable, part.span);
    skipped.push_back({part.span, why_skipped(part.kind)});
  }
  // A meta-command that sends a statement stands in the place of its semicolon.
  for (const auto& piece : pieces) {
    if (piece.end() < readable.size() && readable[piece.end()] == ' ') readable[piece.end()] = ';';
  }
  if (plain && (!may_be_whole || !skipped.empty())) parse_whole(readable);
  if (statements.empty()) parse_each(readable);
}

/// Without a backslash there are neither meta-commands nor an end of COPY's data among the SQL, and
/// the grammar, where it takes the text, says itself where statements are. false: it does not.
bool Script::Parts::parse_unsplit(const std::string& readable) {
  const Parsed parsed = parse_text(readable);
  if (parsed.problem) return false;
  for (const auto* raw : Elements<RawStmt>(parsed.tree)) {
    if (reads_input(raw->stmt)) {
      statements.clear();
      return false;
    }
    const auto begin = static_cast<std::size_t>(std::max(raw->stmt_location, 0));
    const std::size_t stop =
        raw->stmt_len == 0 ? readable.size() : begin + static_cast<std::size_t>(raw->stmt_len);
    statements.emplace_back(without_trivia(readable, {begin, stop - begin}), raw->stmt, 0, nullptr);
  }
  return true;
}

void Script::Parts::parse_whole(const std::string& readable) {
  const Parsed parsed = parse_text(readable);
  if (!parsed.problem) add_trees(parsed.tree, 0, readable.size());
}

void Script::Parts::parse_each(const std::string& readable) {
  const auto all = pieces;
  for (const Span& piece : all) {
    const std::string sql = readable.substr(piece.offset, piece.length);
    if (auto problem = encoding_problem(sql)) {
      problem->span.offset += piece.offset;
      add_problem(piece, *std::move(problem));
      continue;
    }
    Parsed parsed = parse_text(sql);
    if (parsed.problem && add_newer(piece, sql)) continue;
    if (parsed.problem) {
      parsed.problem->span.offset += piece.offset;
      add_problem(piece, *std::move(parsed.problem));
      continue;
    }
    pieces = {piece};
    next_piece = 0;
    add_trees(parsed.tree, piece.offset, piece.end());
  }
}

/// A statement in the syntax of a later grammar, in the words of this one.
bool Script::Parts::add_newer(const Span& piece, const std::string& sql) {
  for (const bool column_constraints : {false, true}) {
    auto understood = understand(sql, piece.offset, column_constraints);
    if (!understood) return false;
    const Parsed parsed = parse_text(understood->text);
    if (parsed.problem) continue;
    understood->file = text;
    newer.push_back(std::make_unique<NewerSyntax>(*std::move(understood)));
    pieces = {piece};
    next_piece = 0;
    add_trees(parsed.tree, piece.offset, piece.end(), newer.back().get());
    return true;
  }
  return false;
}

/// The grammar's own ranges include what stands before a statement, and it alone knows where a
/// rule with several commands ends; so each tree takes the pieces that begin inside its range.
void Script::Parts::add_trees(const List* trees, std::size_t base, std::size_t end,
                              const NewerSyntax* syntax) {
  for (const auto* raw : Elements<RawStmt>(trees)) {
    const std::size_t begin = base + static_cast<std::size_t>(std::max(raw->stmt_location, 0));
    const std::size_t stop =
        raw->stmt_len == 0 ? end : begin + static_cast<std::size_t>(raw->stmt_len);
    while (next_piece < pieces.size() && pieces[next_piece].end() <= begin) ++next_piece;
    if (next_piece == pieces.size()) return;
    Span span = pieces[next_piece];
    while (next_piece + 1 < pieces.size() && pieces[next_piece + 1].offset < stop) ++next_piece;
    span.length = pieces[next_piece].end() - span.offset;
    ++next_piece;
    statements.emplace_back(span, raw->stmt, base, syntax);
  }
}

void Script::Parts::add_problem(Span span, Problem problem) {
  problem.span.offset = std::min(problem.span.offset, span.end());
  problems.push_back(std::make_unique<Problem>(std::move(problem)));
  statements.emplace_back(span, problems.back().get());
}

Script::Script(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Script::Script(Script&&) noexcept = default;
Script& Script::operator=(Script&&) noexcept = default;
Script::~Script() = default;

Script Script::parse(std::string text) {
  auto parts = std::make_unique<Parts>(std::move(text));
  parts->parse();
  return Script(std::move(parts));
}

std::string_view Script::text() const { return parts_->text; }
const std::vector<Statement>& Script::statements() const { return parts_->statements; }
const std::vector<Skipped>& Script::skipped() const { return parts_->skipped; }
const LineIndex& Script::lines() const { return parts_->lines; }

std::string_view Script::text(const Expression& expression) const {
  if (!expression.located) {
    return clause_text(text(), expression.clause_begin, expression.clause_end);
  }
  return located_clause_text(text(), expression.clause_begin, leftmost(expression));
}

std::string_view Script::text(const ConstraintDefinition& constraint) const {
  return item_text(text(), constraint.begin, constraint.end);
}

std::vector<Span> Script::action_spans(const Statement& statement) const {
  if (!std::holds_alternative<AlterTable>(statement.view())) return {statement.span()};
  return alter_actions(text(), statement.span());
}

std::string_view Statement::kind() const { return command_tag(static_cast<const Node*>(node_)); }

int Statement::first_server() const {
  const int needed = grammar_needed(static_cast<const Node*>(node_));
  return newer_ == nullptr ? needed : std::max(needed, newer_->since);
}

std::string_view Statement::refusal() const {
  return newer_ == nullptr ? std::string_view{} : newer_->refusal;
}

View Statement::view() const {
  if (!refusal().empty()) return Other{};
  return decode(static_cast<const Node*>(node_), Origin{base_, span_, newer_});
}

int grammar_version() { return kLinkedGrammar; }

}  // namespace pgstage::sql
