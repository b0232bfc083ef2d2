#include "suppression.hpp"

#include <algorithm>
#include <array>

#include "pgstage/sql/lexer.hpp"

namespace pgstage::lint {
namespace {

struct Marker {
  std::string_view text;
  bool whole_file;
  bool ours;
};

// The longer of two that begin alike comes first.
constexpr std::array<Marker, 5> kMarkers = {{
    {"pgstage:ignore-file", true, true},
    {"pgstage:ignore", false, true},
    {"squawk-ignore-file", true, false},
    {"squawk-ignore", false, false},
    {"atlas:nolint", false, false},
}};

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

/// What a comment says, without its marks.
std::string_view inside(std::string_view comment) {
  if (comment.starts_with("--")) return trimmed(comment.substr(2));
  if (comment.size() >= 4) return trimmed(comment.substr(2, comment.size() - 4));
  return {};
}

/// What stands behind a marker.
struct Order {
  std::vector<std::string> names;
  std::size_t names_end = 0;
  std::string until;
  bool reasoned = false;
};

Order order_in(std::string_view text) {
  Order out;
  const auto dashes = std::min(text.find("--"), text.size());
  out.reasoned = !trimmed(text.substr(std::min(dashes + 2, text.size()))).empty();
  constexpr std::string_view kBetween = ", \t";
  const auto words = text.substr(0, dashes);
  bool date = false;
  for (auto at = words.find_first_not_of(kBetween); at < words.size();) {
    const auto end = std::min(words.find_first_of(kBetween, at), words.size());
    const auto word = words.substr(at, end - at);
    const auto next = words.find_first_not_of(kBetween, end);
    if (date) {
      if (out.until.empty()) out.until = word;
    } else if (word == "until" && next != std::string_view::npos) {
      date = true;
    } else {
      out.names.emplace_back(word);
      out.names_end = end;
    }
    at = next;
  }
  return out;
}

/// Whether a comment stands before the semicolon of a statement, or on its last line with nothing
/// behind it, so that a person means that one and not the next.
bool is_behind(const sql::Script& script, Span statement, Span comment) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto text = script.text();
  const auto between = text.substr(statement.end(), comment.offset - statement.end());
  const auto next = text.find_first_not_of(kBlanks, comment.end());
  if (between.find_first_not_of(kBlanks) == std::string_view::npos) {
    if (next != std::string_view::npos && text[next] == ';') return true;
  }
  const auto rest = text.substr(comment.end(), std::min(next, text.size()) - comment.end());
  const bool last = next == std::string_view::npos || rest.find('\n') != std::string_view::npos ||
                    text.substr(comment.offset, 2) == "--";
  return last && between.find_first_not_of("; \t") == std::string_view::npos;
}

/// The statement a comment speaks of: the one around it or on its line, or else the next. Behind
/// the last one there is nothing to silence.
std::size_t statement_at(const sql::Script& script, Span comment) {
  const auto& statements = script.statements();
  const auto found = std::partition_point(
      statements.begin(), statements.end(),
      [&](const auto& statement) { return statement.span().end() <= comment.offset; });
  const auto index = static_cast<std::size_t>(found - statements.begin());
  const bool behind = index > 0 && is_behind(script, statements[index - 1].span(), comment);
  return behind ? index - 1 : index;
}

/// The next semicolon that is not in a string or a comment.
std::size_t end_of_statement(std::string_view body, std::size_t from) {
  sql::Lexer lexer(body, from);
  for (sql::Token token; lexer.next_significant(token);) {
    if (lexer.is_punctuation(token, ';')) return token.span.offset;
  }
  return body.size();
}

/// Whether what stands between dollars is SQL that somebody runs.
bool has_body(const sql::Script& script, Span constant) {
  const auto index = statement_at(script, constant);
  if (index == script.statements().size()) return false;
  const auto kind = script.statements()[index].kind();
  return kind == "DO" || kind == "CREATE FUNCTION" || kind == "CREATE PROCEDURE";
}

bool is_date(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  return text.size() == kForm.size() &&
         std::equal(text.begin(), text.end(), kForm.begin(), [](char c, char form) {
           return form == '-' ? c == '-' : c >= '0' && c <= '9';
         });
}

Finding complaint(std::string_view id, Span span, std::string message, std::string help) {
  const Rule& rule = *find_rule(id);
  Finding finding;
  finding.rule = rule.info.id;
  finding.severity = rule.info.severity;
  finding.category = rule.info.category;
  finding.span = span;
  finding.message = std::move(message);
  finding.help = std::move(help);
  return finding;
}

}  // namespace

Suppressions::Suppressions(const sql::Script& script, std::string_view today) : today_(today) {
  const bool any = std::any_of(kMarkers.begin(), kMarkers.end(), [&](const auto& marker) {
    return script.text().find(marker.text) != std::string_view::npos;
  });
  if (!any) return;
  std::size_t begin = 0;
  for (const auto& part : script.skipped()) {
    read(script, {begin, part.span.offset - begin}, false);
    begin = part.span.end();
  }
  read(script, {begin, script.text().size() - begin}, false);
}

/// Of the comments in a body, each is for what goes on to the next semicolon.
void Suppressions::read(const sql::Script& script, Span text, bool in_body) {
  const auto part = script.text(text);
  sql::Lexer lexer(part);
  for (sql::Token token; lexer.next(token);) {
    const Span place{text.offset + token.span.offset, token.span.length};
    if (token.kind == sql::TokenKind::Comment) {
      const Span reach{place.end(), end_of_statement(part, token.span.end()) - token.span.end()};
      read_comment(script, place, in_body ? std::optional{reach} : std::nullopt);
    } else if (!in_body && token.kind == sql::TokenKind::String && part[token.span.offset] == '$' &&
               has_body(script, place)) {
      const auto tag = part.find('$', token.span.offset + 1) + 1 - token.span.offset;
      read(script, {place.offset + tag, place.length - 2 * tag}, true);
    }
  }
}

void Suppressions::read_comment(const sql::Script& script, Span comment,
                                std::optional<Span> reach) {
  const auto text = inside(script.text(comment));
  const auto* marker = std::find_if(kMarkers.begin(), kMarkers.end(),
                                    [&](const auto& each) { return text.starts_with(each.text); });
  if (marker == kMarkers.end()) return;
  auto rest = text.substr(marker->text.size());
  if (!rest.empty() && rest.front() != ' ' && rest.front() != ':' && rest.front() != '\t') return;
  if (!rest.empty() && rest.front() == ':') rest.remove_prefix(1);
  auto order = order_in(rest);
  if (order.names.empty() && !marker->ours) order.names.emplace_back();
  for (auto& name : order.names) {
    const auto rest_at = static_cast<std::size_t>(rest.data() - script.text().data());
    Ignore ignore{.rule = std::move(name),
                  .span = comment,
                  .names_end = rest_at + order.names_end,
                  .until = order.until,
                  .ours = marker->ours,
                  .reasoned = order.reasoned};
    if (!marker->whole_file) {
      ignore.statement = statement_at(script, comment);
      ignore.reach = reach;
    }
    ignores_.push_back(std::move(ignore));
  }
}

bool Suppressions::expired(const Ignore& ignore) const {
  // What is no date is complained about, and holds for good until somebody mends it.
  return !today_.empty() && is_date(ignore.until) && ignore.until < today_;
}

bool Suppressions::covers(const Ignore& ignore, const Finding& finding) {
  if (ignore.statement && *ignore.statement != finding.statement) return false;
  return !ignore.reach || (finding.span.offset >= ignore.reach->offset &&
                           finding.span.offset <= ignore.reach->end());
}

bool Suppressions::means(const Ignore& ignore, const Finding& finding) const {
  if (!covers(ignore, finding)) return false;
  const auto named = rules_named(ignore.rule);
  return ignore.rule.empty() || std::any_of(named.begin(), named.end(), [&](const Rule* rule) {
           return rule->info.id == finding.rule;
         });
}

bool Suppressions::silences(const Finding& finding) {
  bool silent = false;
  for (auto& ignore : ignores_) {
    if (!means(ignore, finding)) continue;
    ignore.used = true;
    silent = silent || !expired(ignore);
  }
  return silent;
}

std::optional<std::size_t> Suppressions::place_for(const Finding& finding,
                                                   IgnoreScope scope) const {
  for (const auto& ignore : ignores_) {
    const auto its = !ignore.statement ? IgnoreScope::File
                     : ignore.reach    ? IgnoreScope::PartOfBody
                                       : IgnoreScope::Statement;
    const bool open =
        ignore.ours && ignore.until.empty() && ignore.reasoned && !rules_named(ignore.rule).empty();
    if (open && its == scope && covers(ignore, finding)) return ignore.names_end;
  }
  return std::nullopt;
}

std::size_t Suppressions::begin_of(std::size_t statement, Span span) const {
  auto begin = span.offset;
  for (const auto& ignore : ignores_) {
    if (ignore.statement == statement) begin = std::min(begin, ignore.span.offset);
  }
  return begin;
}

std::optional<Finding> Suppressions::complaint_about(const Ignore& ignore,
                                                     const std::vector<const Rule*>& judges) const {
  const std::string name = "\"" + ignore.rule + "\"";
  const auto rules = rules_named(ignore.rule);
  if (rules.empty()) {
    const auto similar = similar_rule(ignore.rule);
    return complaint("unknown-suppression", ignore.span, "there is no rule " + name,
                     similar ? "Did you mean \"" + std::string{*similar} + "\"?"
                             : "Run \"pgstage rules\" for the names.");
  }
  if (!ignore.until.empty() && !is_date(ignore.until)) {
    return complaint("unknown-suppression", ignore.span, "\"" + ignore.until + "\" is no date",
                     "Write it as in: until 2027-01-31.");
  }
  if (expired(ignore)) {
    return complaint("expired-suppression", ignore.span,
                     "this ignore of " + name + " held until " + ignore.until,
                     "Mend what it silences, or give it a later date.");
  }
  const bool judged = std::any_of(rules.begin(), rules.end(), [&](const Rule* rule) {
    return std::find(judges.begin(), judges.end(), rule) != judges.end();
  });
  if (!ignore.used && judged) {
    return complaint("unused-suppression", ignore.span,
                     "this ignore of " + name + " silences nothing", "Remove the comment.");
  }
  if (!ignore.reasoned) {
    return complaint("suppression-without-reason", ignore.span,
                     "this ignore of " + name + " does not say why",
                     "Write the reason behind two dashes: -- pgstage:ignore RULE -- reason.");
  }
  return std::nullopt;
}

std::vector<Finding> Suppressions::complaints(const std::vector<const Rule*>& judges) const {
  std::vector<Finding> out;
  for (const auto& ignore : ignores_) {
    // Other tools have rules that we do not, and theirs may be silenced for them alone.
    if (!ignore.ours) continue;
    if (auto found = complaint_about(ignore, judges)) out.push_back(*std::move(found));
  }
  return out;
}

}  // namespace pgstage::lint
