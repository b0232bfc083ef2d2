#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// A comment with a period behind it, which some tool puts a name in the place of: it is told of
/// once in a file.
std::string_view blank_before(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '.' || !text.substr(0, at).ends_with("*/")) return {};
  const auto begin = text.rfind("/*", at);
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin, at + 1 - begin);
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  const auto* problem = context.statement.problem();
  const auto statement = context.statement.span();
  const int needed = context.statement.first_server();
  if (problem == nullptr && context.version.major < needed) {
    out.add({.span = statement,
             .message = "this is the syntax of PostgreSQL " + std::to_string(needed) +
                        ", and the server is " + std::to_string(context.version.major)});
  }
  if (problem == nullptr) return;
  const auto at = std::min(problem->span.offset, statement.end());
  const auto blank = blank_before(context.script.text(), at);
  const auto earlier = context.script.text().substr(0, statement.offset);
  if (!blank.empty() && earlier.find(blank) != std::string_view::npos) return;
  auto message = problem->message;
  if (!blank.empty()) message += "; the comment before it seems to stand for a name";
  out.add({.span = {at, std::max<std::size_t>(1, problem->span.length)},
           .message = std::move(message)});
}

}  // namespace

extern const lint::Rule syntax_error = {
    .info =
        {
            .id = "syntax-error",
            .title = "a statement cannot be read",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why =
                "PostgreSQL will refuse this statement, or it is written in a newer dialect than "
                "the grammar pgstage was built with. Its neighbours are judged all the same.",
            .instead =
                "Correct the statement. If a newer PostgreSQL accepts it, build pgstage with a "
                "newer libpg_query.",
            .fine = "psql meta-commands and COPY data are passed over and are no error.",
            .source = "SQL Syntax",
            .aliases = "squawk:syntax-error",
        },
    .check = check,
};

}  // namespace pgstage::rules
