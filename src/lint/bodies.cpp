#include "bodies.hpp"

#include <algorithm>

#include "pgstage/sql/lexer.hpp"
#include "pgstage/sql/plpgsql.hpp"

namespace pgstage::lint {
namespace {

/// Where a constant of a statement begins in the file, if it stands there without escapes.
std::optional<std::size_t> begin_of(std::string_view constant, const sql::Script& script,
                                    Span statement) {
  const auto text = script.text(statement);
  sql::Lexer lexer(text);
  for (sql::Token token; lexer.next_significant(token);) {
    if (token.kind != sql::TokenKind::String) continue;
    const auto at = lexer.text(token).find(constant);
    if (at != std::string_view::npos) return statement.offset + token.span.offset + at;
  }
  return std::nullopt;
}

std::size_t line_in(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

}  // namespace

bool is_unread(const sql::Statement& statement, ServerVersion version) {
  return statement.problem() != nullptr || version.major < statement.first_server();
}

BodyJudge::BodyJudge(const Context& outer, const Chosen& chosen, Take take)
    : outer_(outer), chosen_(chosen), take_(std::move(take)), place_(outer.statement.span()) {
  if (const auto* block = std::get_if<sql::Do>(&outer.view)) {
    body_ = begin_of(block->body, outer.script, place_);
  }
}

void BodyJudge::sees(const catalog::InBody& part) {
  if (body_ && part.running.depth() == 1) place_ = place_of(part, part.statement.span());
  const auto effects = effects::analyze(part.statement, part.view, part.before, outer_.version);
  const Context context{outer_.path,
                        part.script,
                        part.statement,
                        part.view,
                        part.before,
                        outer_.version,
                        outer_.sent_as,
                        outer_.held,
                        outer_.past,
                        outer_.runner_lock_timeout,
                        outer_.parameters,
                        outer_.runner,
                        true};
  const bool unread = is_unread(part.statement, outer_.version);
  for (const auto& [check, rule] : chosen_.asked_of(part.view)) {
    if (unread && rule->info.id != kOfUnread) continue;
    Findings findings;
    check(effects, context, findings);
    for (auto draft : findings.drafts()) {
      draft.message = words_of(part, draft.span) + draft.message;
      draft.span = place_of(part, draft.span);
      found_.insert(rule);
      take_(*rule, draft, effects, context);
    }
  }
}

/// What is computed by the body, or stands in a function, is where it is run.
Span BodyJudge::place_of(const catalog::InBody& part, Span inside) {
  if (!body_ || part.running.depth() != 1) return place_;
  const auto begin = *body_ + part.place.offset;
  const auto text = outer_.script.text();
  if (text.substr(begin, part.place.sql.size()) == part.place.sql) {
    return {begin + inside.offset, inside.length};
  }
  const auto line =
      text.substr(begin, std::min(text.find_first_of("\r\n;", begin), text.size()) - begin);
  return {begin, line.size()};
}

std::string BodyJudge::words_of(const catalog::InBody& part, Span inside) {
  const auto& function = part.running.innermost();
  if (function.name.empty()) return {};
  const auto line = line_in(part.text, part.place.offset + inside.offset);
  return "in line " + std::to_string(line) + " of function \"" + function.plain() + "\": ";
}

}  // namespace pgstage::lint
