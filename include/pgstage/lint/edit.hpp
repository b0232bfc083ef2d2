#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/lint/engine.hpp"

namespace pgstage::lint {

/// Something in a file that is to be something else.
struct Edit {
  Span span;  ///< Of length 0 where something is only added.
  std::string text;

  bool operator==(const Edit&) const = default;
};

/// The text with all of them, which may not overlap.
std::string edited(std::string_view text, std::vector<Edit> edits);

/// The advice, where it is for the very statement and may simply stand in its place; the semicolon
/// behind it stays.
std::optional<Edit> replacement_of(const Finding& finding, const sql::Script& script);

/// Comments that silence the findings of a file, each at its own statement, or in the body of a DO
/// before the statement there; those that concern the runner, once for the file.
std::vector<Edit> ignores_for(const JudgedFile& file, std::string_view reason);
/// The same for the whole file, where nothing else helps.
std::vector<Edit> file_ignores_for(const JudgedFile& file, std::string_view reason);

}  // namespace pgstage::lint
