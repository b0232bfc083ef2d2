// What the readers of several frameworks have in common.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/source/framework.hpp"

namespace pgstage::source {

/// Whether a statement of the text begins with one of these: lower case, one blank between words.
bool has_statement(std::string_view text, std::span<const std::string_view> beginnings);

/// Whether one of its statements begins otherwise.
bool has_other_statement(std::string_view text, std::span<const std::string_view> beginnings);

/// Whether a file of one of these names, in the folder or up to four folders above it, has one of
/// these words.
bool is_said_above(const std::string& folder, std::span<const std::string_view> names,
                   std::span<const std::string_view> words);

/// The same of any file whose name has one of these words, also in the folders that stand beside
/// these folders.
bool is_said_around(const std::string& folder, std::span<const std::string_view> words_of_names,
                    std::span<const std::string_view> words);

/// Whether a text has a word, and not only as a part of another one.
bool has_word(std::string_view text, std::string_view word);

/// The file of this name in the folder or, up to four folders, above it; empty: there is none.
std::string file_above(const std::string& folder, std::string_view name);

/// The text of that file; empty when there is none.
std::string text_above(const std::string& folder, std::string_view name);

/// The lines of a text without their ends, and where each begins.
struct Line {
  std::string_view text;
  std::size_t begin = 0;
};
std::vector<Line> lines_of(std::string_view text);

std::string_view trimmed(std::string_view text);

/// A number without the zeros in front.
std::string plain_number(std::string_view digits);

/// Whether keys hold a migration by its id; by the name of its file; by the version that its id
/// begins with, as it is written, as a number, or by the digits of it.
bool holds_id(const Keys& keys, const Migration& migration);
bool holds_file(const Keys& keys, const Migration& migration);
bool holds_version(const Keys& keys, const Migration& migration);
bool holds_number(const Keys& keys, const Migration& migration);
bool holds_digits(const Keys& keys, const Migration& migration);

/// That a list of migrations names one that is not there.
Error names_missing(const std::string& list, const std::string& script);

}  // namespace pgstage::source
