#include <cctype>
#include <string>
#include <string_view>

#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Whether the first word behind the expression of the column is VIRTUAL.
bool says_virtual(const lint::Context& context, const sql::Expression& expression) {
  const auto text = context.script.text();
  const auto inside = context.script.text(expression);
  auto at = static_cast<std::size_t>(inside.data() - text.data()) + inside.size();
  const auto is_space = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
  while (at < text.size() && (text[at] == ')' || is_space(text[at]))) ++at;
  std::string word;
  for (; at < text.size() && std::isalpha(static_cast<unsigned char>(text[at])) != 0; ++at) {
    word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[at])));
  }
  return word == "virtual";
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  if (context.version.major < 18) return;
  for (const auto& column : lint::new_columns(context)) {
    const auto* definition = column.definition;
    if (definition == nullptr || definition->generated != Generated::Virtual) continue;
    if (says_virtual(context, definition->default_value)) continue;
    out.add({.span = column.span,
             .message = "generated " + lint::column_words(column.table, column.name) +
                        " does not say that it is VIRTUAL, which it is"});
  }
}

}  // namespace

extern const lint::Rule generated_kind_omitted = {
    .info =
        {
            .id = "generated-kind-omitted",
            .title = "a generated column does not say whether it is stored",
            .severity = Severity::Notice,
            .category = lint::Category::Correctness,
            .group = lint::Group::Style,
            .why = "GENERATED ALWAYS AS (…) alone is a syntax error up to PostgreSQL 17 and means "
                   "VIRTUAL from 18 on. Whoever meant STORED gets a column that is computed on "
                   "every read and that no index can be built over.",
            .instead = "Write STORED or VIRTUAL.",
            .fine = "The kind is written.",
            .source = "Generated Columns; measured on 18",
        },
    .check = check,
};

}  // namespace pgstage::rules
