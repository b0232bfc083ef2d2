#include "expression.hpp"

#include <algorithm>
#include <array>

#include "calls.hpp"

namespace pgstage::source::code {
namespace {

constexpr std::string_view kRunTime = "its SQL is put together at run time";
constexpr std::string_view kVariable = "its SQL comes from a variable";
constexpr std::string_view kFunction = "its SQL comes from a function";
constexpr std::string_view kFile = "its SQL is read from a file";
constexpr std::string_view kUnclosed = "the string with its SQL has no end";

constexpr int kDeepest = 16;

bool is_one_of(std::string_view words, std::span<const std::string_view> list) {
  return std::find(list.begin(), list.end(), words) != list.end();
}

/// What takes SQL, and gives the same SQL.
constexpr auto kPassingOn =
    std::to_array<std::string_view>({"text", "DDL", "dedent", "cleandoc", "sql", "stripIndent"});

/// What is done with SQL that leaves it as it is for PostgreSQL.
constexpr auto kTrimming = std::to_array<std::string_view>(
    {"strip", "lstrip", "rstrip", "trim", "trimStart", "trimEnd", "squish", "strip_heredoc",
     "chomp", "freeze", "bindparams", "execution_options"});

}  // namespace

Reading Expressions::read(std::size_t begin, std::size_t end) const {
  Reading out;
  At at{.token = begin, .end = end};
  terms(at, out);
  return out;
}

bool Expressions::ends(const At& at) const {
  if (at.token >= at.end || code_.is(at.token, Kind::Close)) return true;
  if (!at.value) return false;
  return code_.starts_line(at.token) || code_.is(at.token, ";") || code_.is(at.token, ",");
}

bool Expressions::terms(At& at, Reading& out) const {
  while (true) {
    if (!term(at, out)) return false;
    // What stands elsewhere and what stands here make no text in their order.
    if (out.named && !ends(at)) {
      out.why = kRunTime;
      return false;
    }
    if (code_.is(at.token, "+") || code_.is(at.token, "<>")) {
      ++at.token;
      continue;
    }
    if (ends(at)) return true;
    if (code_.is(at.token, Kind::String) && language_.joins_beside) continue;
    out.why = kRunTime;
    return false;
  }
}

bool Expressions::term(At& at, Reading& out) const {
  if (at.token >= at.end || at.depth == kDeepest) {
    out.why = kRunTime;
    return false;
  }
  if (code_.is(at.token, Kind::String)) return string(at, out);
  if (code_.is(at.token, "&")) {
    out.why = kFunction;
    return false;
  }
  if (code_.is(at.token, "@")) ++at.token;
  if (code_.is(at.token, Kind::Name)) return name(at, out);
  const auto& token = code_.tokens[at.token];
  if (code_.is(at.token, "(") && token.other != kNone) {
    At inside{.token = at.token + 1, .end = token.other, .depth = at.depth + 1};
    if (!terms(inside, out)) return false;
    if (inside.token == inside.end) {
      at.token = token.other + 1;
      skip_trimming(at);
      return true;
    }
  }
  out.why = kRunTime;
  return false;
}

bool Expressions::string(At& at, Reading& out) const {
  const auto& literal = code_.literals[code_.tokens[at.token].other];
  if (!literal.closed) out.why = kUnclosed;
  if (literal.computed) out.why = kRunTime;
  if (!out.why.empty()) return false;
  out.sql.add(code_.text, literal);
  ++at.token;
  skip_trimming(at);
  return true;
}

void Expressions::skip_trimming(At& at) const {
  while (code_.is(at.token, ".") && is_one_of(code_.at(at.token + 1), kTrimming)) {
    at.token += 2;
    if (code_.is(at.token, "(")) at.token = code_.past(at.token);
  }
}

bool Expressions::name(At& at, Reading& out) const {
  auto last = at.token;
  while (last + 2 < at.end && code_.is(last + 1, ".") && code_.is(last + 2, Kind::Name)) last += 2;
  const auto open = last + 1;
  const bool is_template = code_.is(open, Kind::String) && code_.at(open).starts_with('`');
  if (open < at.end && is_template &&
      (is_one_of(code_.at(last), kPassingOn) || code_.is(last, "raw"))) {
    at.token = open;
    return string(at, out);
  }
  if (open < at.end && code_.is(open, "(") && code_.tokens[open].other != kNone) {
    const auto arguments = arguments_of(code_, open);
    if (!is_one_of(code_.at(last), kPassingOn) || arguments.empty()) {
      out.why = is_read_from_file(at) ? kFile : kFunction;
      return false;
    }
    At inside{
        .token = arguments.front().begin, .end = arguments.front().end, .depth = at.depth + 1};
    if (!terms(inside, out)) return false;
    at.token = code_.past(open);
    skip_trimming(at);
    return true;
  }
  const bool own =
      last == at.token + 2 && (code_.is(at.token, "self") || code_.is(at.token, "this"));
  const auto value =
      last == at.token || own ? names_.value_of(code_.at(last), way_back_[at.token]) : std::nullopt;
  if (!value || !out.sql.bytes.empty()) {
    out.why = value ? kRunTime : kVariable;
    return false;
  }
  At there{.token = *value, .end = code_.size(), .depth = at.depth + kDeepest / 4, .value = true};
  if (!terms(there, out)) return false;
  out.named = true;
  at.token = last + 1;
  skip_trimming(at);
  return true;
}

bool Expressions::is_read_from_file(const At& at) const {
  constexpr std::size_t kFar = 64;
  for (auto each = at.token; each < std::min(at.end, at.token + kFar); ++each) {
    const auto words = code_.at(each);
    if (code_.is(each, Kind::Name) && (words.starts_with("read") || words == "open")) return true;
  }
  return false;
}

}  // namespace pgstage::source::code
