#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "pgstage/lint/edit.hpp"
#include "pgstage/sql/lexer.hpp"

#include "layout.hpp"
#include "suppression.hpp"

namespace pgstage::lint {
namespace {

/// Complaints about comments are not silenced by other comments.
bool can_be_ignored(const Finding& finding) {
  return static_cast<bool>(find_rule(finding.rule)->check);
}

/// What a body between dollars begins with and ends with is left out.
struct Body {
  std::size_t offset = 0;
  std::string_view text;
};

/// The body between dollars that a place inside a statement is in.
std::optional<Body> body_around(const sql::Script& script, Span statement, std::size_t place) {
  const auto text = script.text(statement);
  sql::Lexer lexer(text);
  for (sql::Token token; lexer.next_significant(token);) {
    const auto begin = statement.offset + token.span.offset;
    if (begin + token.span.length <= place) continue;
    if (begin >= place || token.kind != sql::TokenKind::String || lexer.text(token)[0] != '$') {
      return std::nullopt;
    }
    const auto tag = lexer.text(token).find('$', 1) + 1;
    return Body{begin + tag, lexer.text(token).substr(tag, token.span.length - 2 * tag)};
  }
  return std::nullopt;
}

/// Where the token begins that a place in a body is in.
std::size_t begin_of_token(const Body& body, std::size_t place) {
  sql::Lexer lexer(body.text);
  for (sql::Token token; lexer.next_significant(token);) {
    const auto begin = body.offset + token.span.offset;
    if (begin + token.span.length > place) return std::min(begin, place);
  }
  return place;
}

/// Collects what is to be added to a file.
class Ignoring {
 public:
  Ignoring(const JudgedFile& file, std::string_view reason)
      : script_(*file.input.script), reason_(reason), there_(script_, {}) {}

  void ignore(const Finding& finding) {
    const auto statement = script_.statements()[finding.statement].span();
    const auto body = body_around(script_, statement, finding.span.offset);
    const auto scope = body ? IgnoreScope::PartOfBody : IgnoreScope::Statement;
    if (const auto at = there_.place_for(finding, scope)) {
      added_[*at].insert(finding.rule);
    } else {
      new_[body ? begin_of_token(*body, finding.span.offset) : statement.offset].insert(
          finding.rule);
    }
  }

  void ignore_in_file(const Finding& finding) {
    if (const auto at = there_.place_for(finding, IgnoreScope::File)) {
      added_[*at].insert(finding.rule);
    } else {
      of_file_.insert(finding.rule);
    }
  }

  std::vector<Edit> edits() const {
    std::vector<Edit> out;
    for (const auto& [at, rules] : added_) out.push_back({{at, 0}, ", " + listed(rules)});
    if (!of_file_.empty()) {
      const auto line = comment("-- pgstage:ignore-file ", of_file_);
      out.push_back({{behind_header(), 0}, line + std::string{newline_of(script_)}});
    }
    for (const auto& [place, rules] : new_) out.push_back(at(place, rules));
    return out;
  }

 private:
  using Rules = std::set<std::string_view>;

  static std::string listed(const Rules& rules) {
    std::string out;
    for (const auto rule : rules) out += (out.empty() ? "" : ", ") + std::string{rule};
    return out;
  }

  std::string comment(std::string_view marker, const Rules& rules) const {
    return std::string{marker} + listed(rules) + " -- " + std::string{reason_};
  }

  /// A line above where nothing else stands before it, else right before it.
  Edit at(std::size_t place, const Rules& rules) const {
    const auto line = begin_of_line(script_, place);
    const auto indentation = script_.text().substr(line, place - line);
    if (indentation.find_first_not_of(" \t") != std::string_view::npos) {
      return {{place, 0}, comment("/* pgstage:ignore ", rules) + " */ "};
    }
    return {{line, 0},
            std::string{indentation} + comment("-- pgstage:ignore ", rules) +
                std::string{newline_of(script_)}};
  }

  /// Behind the comment lines that a file begins with: some tools want theirs to be the first.
  std::size_t behind_header() const {
    const auto text = script_.text();
    auto at = begin_of_text(text);
    while (text.substr(at).starts_with("--")) {
      const auto end = text.find('\n', at);
      if (end == std::string_view::npos) break;
      at = end + 1;
    }
    return at;
  }

  const sql::Script& script_;
  std::string_view reason_;
  Suppressions there_;
  std::map<std::size_t, Rules> added_;  ///< To comments that are there, by place.
  std::map<std::size_t, Rules> new_;    ///< By what they are for.
  Rules of_file_;
};

}  // namespace

std::string edited(std::string_view text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span.offset < b.span.offset; });
  std::string out;
  std::size_t at = 0;
  for (const auto& edit : edits) {
    out += text.substr(at, edit.span.offset - at);
    out += edit.text;
    at = edit.span.end();
  }
  return out += text.substr(at);
}

std::vector<Edit> ignores_for(const JudgedFile& file, std::string_view reason) {
  Ignoring ignoring(file, reason);
  for (const auto& finding : file.findings) {
    if (!can_be_ignored(finding)) continue;
    if (find_rule(finding.rule)->info.once_per_run) {
      ignoring.ignore_in_file(finding);
    } else {
      ignoring.ignore(finding);
    }
  }
  return ignoring.edits();
}

std::vector<Edit> file_ignores_for(const JudgedFile& file, std::string_view reason) {
  Ignoring ignoring(file, reason);
  for (const auto& finding : file.findings) {
    if (can_be_ignored(finding)) ignoring.ignore_in_file(finding);
  }
  return ignoring.edits();
}

}  // namespace pgstage::lint
