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

std::vector<std::string> names_in(std::string_view text) {
  text = text.substr(0, text.find("--"));
  std::vector<std::string> names;
  std::string name;
  for (const char c : text) {
    if (c != ',' && c != ' ' && c != '\t') {
      name += c;
    } else if (!name.empty()) {
      names.push_back(std::move(name));
      name.clear();
    }
  }
  if (!name.empty()) names.push_back(std::move(name));
  return names;
}

/// The statement a comment speaks of: the one around it, or else the next.
std::optional<std::size_t> statement_at(const sql::Script& script, std::size_t offset) {
  const auto& statements = script.statements();
  const auto found =
      std::partition_point(statements.begin(), statements.end(),
                           [&](const auto& statement) { return statement.span().end() <= offset; });
  if (found == statements.end()) return std::nullopt;
  return static_cast<std::size_t>(found - statements.begin());
}

Finding complaint(const Rule& rule, Span span, std::string message, std::string help) {
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

Suppressions::Suppressions(const sql::Script& script) {
  const bool any = std::any_of(kMarkers.begin(), kMarkers.end(), [&](const auto& marker) {
    return script.text().find(marker.text) != std::string_view::npos;
  });
  if (!any) return;
  sql::Lexer lexer(script.text());
  sql::Token token;
  while (lexer.next(token)) {
    if (token.kind == sql::TokenKind::Comment) read_comment(script, token.span);
  }
}

void Suppressions::read_comment(const sql::Script& script, Span comment) {
  const auto text = inside(script.text(comment));
  const auto* marker = std::find_if(kMarkers.begin(), kMarkers.end(),
                                    [&](const auto& each) { return text.starts_with(each.text); });
  if (marker == kMarkers.end()) return;
  auto rest = text.substr(marker->text.size());
  if (!rest.empty() && rest.front() != ' ' && rest.front() != ':' && rest.front() != '\t') return;
  if (!rest.empty() && rest.front() == ':') rest.remove_prefix(1);
  auto names = names_in(rest);
  if (names.empty() && !marker->ours) names.emplace_back();
  for (auto& name : names) {
    Ignore ignore{std::move(name), comment, std::nullopt, marker->ours, false};
    if (!marker->whole_file) {
      ignore.statement = statement_at(script, comment.offset);
      // Behind the last statement there is nothing to silence.
      if (!ignore.statement) ignore.statement = script.statements().size();
    }
    ignores_.push_back(std::move(ignore));
  }
}

bool Suppressions::silences(std::string_view rule, std::size_t statement) {
  bool silent = false;
  for (auto& ignore : ignores_) {
    if (ignore.statement && *ignore.statement != statement) continue;
    const auto named = rules_named(ignore.rule);
    const bool meant =
        ignore.rule.empty() || std::any_of(named.begin(), named.end(),
                                           [&](const Rule* each) { return each->info.id == rule; });
    if (!meant) continue;
    ignore.used = true;
    silent = true;
  }
  return silent;
}

std::vector<Finding> Suppressions::complaints() const {
  static const Rule* const unknown = find_rule("unknown-suppression");
  static const Rule* const unused = find_rule("unused-suppression");
  std::vector<Finding> out;
  for (const auto& ignore : ignores_) {
    // Other tools have rules that we do not, and theirs may be silenced for them alone.
    if (!ignore.ours || ignore.used) continue;
    const std::string name = "\"" + ignore.rule + "\"";
    if (rules_named(ignore.rule).empty()) {
      const auto similar = similar_rule(ignore.rule);
      out.push_back(complaint(*unknown, ignore.span, "there is no rule " + name,
                              similar ? "Did you mean \"" + std::string{*similar} + "\"?"
                                      : "Run \"pgstage rules\" for the names."));
    } else {
      out.push_back(complaint(*unused, ignore.span, "this ignore of " + name + " silences nothing",
                              "Remove the comment."));
    }
  }
  return out;
}

}  // namespace pgstage::lint
