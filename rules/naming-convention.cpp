#include <array>
#include <regex>
#include <string>
#include <string_view>

#include "pgstage/lint/given_names.hpp"
#include "pgstage/lint/rule.hpp"

namespace pgstage::rules {
namespace {

constexpr std::string_view kId = "naming-convention";
constexpr std::string_view kPlain = "^[a-z][a-z0-9_]*$";

constexpr lint::Parameter kParameters[] = {
    {.name = "table", .value = kPlain, .says = "a regular expression for names of tables"},
    {.name = "view", .value = kPlain, .says = "a regular expression for names of views"},
    {.name = "column", .value = kPlain, .says = "a regular expression for names of columns"},
    {.name = "index", .value = kPlain, .says = "a regular expression for names of indexes"},
    {.name = "sequence", .value = kPlain, .says = "a regular expression for names of sequences"},
    {.name = "schema", .value = kPlain, .says = "a regular expression for names of schemas"},
    {.name = "type",
     .value = kPlain,
     .says = "a regular expression for names of types and domains"},
    {.name = "function", .value = kPlain, .says = "a regular expression for names of functions"},
    {.name = "trigger", .value = kPlain, .says = "a regular expression for names of triggers"},
    {.name = "primary_key",
     .value = kPlain,
     .says = "a regular expression for names of primary keys"},
    {.name = "unique",
     .value = kPlain,
     .says = "a regular expression for names of unique constraints"},
    {.name = "foreign_key",
     .value = kPlain,
     .says = "a regular expression for names of foreign keys"},
    {.name = "check", .value = kPlain, .says = "a regular expression for names of checks"},
};

/// The parameter that is for the name; empty when there is none.
std::string_view parameter_of(lint::Named what) {
  const auto at = static_cast<std::size_t>(what);
  return at < std::size(kParameters) ? kParameters[at].name : std::string_view{};
}

static_assert(static_cast<std::size_t>(lint::Named::Other) == std::size(kParameters));

/// What is wrong with the name; empty when nothing is.
std::string wrong_with(const lint::GivenName& given, const lint::Context& context) {
  const auto parameter = parameter_of(given.what);
  const auto pattern = parameter.empty() ? parameter : context.parameter(kId, parameter);
  if (pattern.empty()) return {};
  try {
    const std::regex expression(pattern.begin(), pattern.end());
    if (std::regex_match(given.name.begin(), given.name.end(), expression)) return {};
  } catch (const std::regex_error&) {
    return "parameter \"" + std::string{parameter} +
           "\" of this rule is no regular expression: " + std::string{pattern};
  }
  return "name \"" + std::string{given.name} + "\" does not match " + std::string{pattern};
}

bool is_temporary(const sql::View& view) {
  const auto* create = std::get_if<sql::CreateTable>(&view);
  const auto* made = std::get_if<sql::CreateTableAs>(&view);
  return (create != nullptr && create->persistence == Persistence::Temporary) ||
         (made != nullptr && made->persistence == Persistence::Temporary);
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  if (is_temporary(context.view)) return;
  std::string first;
  std::size_t more = 0;
  for (const auto& given : lint::given_names(context.view)) {
    auto wrong = wrong_with(given, context);
    if (wrong.empty()) continue;
    if (!first.empty()) ++more;
    if (first.empty()) first = std::move(wrong);
  }
  if (first.empty()) return;
  if (more > 0) first += ", and " + std::to_string(more) + " more";
  out.add({.span = context.statement.span(), .message = std::move(first)});
}

}  // namespace

extern const lint::Rule naming_convention = {
    .info =
        {
            .id = "naming-convention",
            .title = "a name does not follow the convention",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Style,
            .why = "Names that follow one pattern can be guessed and need no quotes. A name with a "
                   "capital letter has to be quoted wherever it stands, and the error for one that "
                   "is not says that it does not exist.",
            .instead =
                "Follow the pattern. There is a parameter for each kind of name; an empty one "
                "allows all names of the kind.",
            .fine = "The name is that of a temporary table, or the kind is not checked.",
            .source = "SQL Syntax, Identifiers and Key Words",
            .aliases =
                "atlas:NM101-NM106 atlas:NM101 atlas:NM102 atlas:NM103 atlas:NM104 atlas:NM105 "
                "atlas:NM106",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules
