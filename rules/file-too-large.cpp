#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"

namespace pgstage::rules {
namespace {

constexpr std::string_view kId = "file-too-large";

constexpr lint::Parameter kParameters[] = {
    {.name = "bytes", .value = "65536", .says = "how many bytes a migration may have"},
    {.name = "statements", .value = "100", .says = "how many statements a migration may have"},
};

bool is_here(const sql::Statement& statement, const lint::Context& context) {
  return statement.span().offset == context.statement.span().offset;
}

void say(std::string message, const lint::Context& context, lint::Findings& out) {
  out.add({.span = context.statement.span(), .message = std::move(message)});
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  if (context.in_body) return;
  const auto bytes = context.number(kId, "bytes");
  const auto statements = context.number(kId, "statements");
  const auto& all = context.script.statements();
  const auto size = context.script.text().size();
  if (size > bytes) {
    if (!is_here(all.front(), context)) return;
    return say(
        "this migration has " + std::to_string(size) + " bytes, more than " + std::to_string(bytes),
        context, out);
  }
  // The one that is too many tells.
  if (all.size() <= statements || !is_here(all[statements], context)) return;
  say("this migration has more than " + std::to_string(statements) + " statements", context, out);
}

}  // namespace

extern const lint::Rule file_too_large = {
    .info =
        {
            .id = "file-too-large",
            .title = "a migration is larger than people read",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why = "Nobody reviews a migration of thousands of lines, and when it fails in the "
                   "middle nobody knows what of it was done. In one transaction it keeps its locks "
                   "for as long as all of it takes.",
            .instead =
                "Split it into migrations that each do one thing, and load data by other means.",
            .fine = "It is a dump that a new database begins with.",
            .source = "COPY; Populating a Database",
            .aliases = "bytebase:BUILTIN_STATEMENT_MAXIMUM_SQL_SIZE",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules
