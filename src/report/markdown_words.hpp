// Text of strangers in Markdown as GitHub and GitLab read it: names and SQL may hold anything.
#pragma once

#include <string>
#include <string_view>

namespace pgstage::report {

/// As running text, in one line: nothing in it is markup, a tag or a mention of somebody.
std::string plain_words(std::string_view text);
/// As code within a line.
std::string code_span(std::string_view text);
/// The same in a cell of a table, which are told apart before code is looked for.
std::string code_cell(std::string_view text);
/// Between the tags of HTML.
std::string html_words(std::string_view text);
/// A block of code, between fences that are longer than any in the text.
std::string fenced(std::string_view language, std::string_view text);

}  // namespace pgstage::report
