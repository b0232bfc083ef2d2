// Comments that a framework reads, such as `-- +goose Up`, and what becomes of half-written ones.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/model/result.hpp"
#include "pgstage/source/framework.hpp"

namespace pgstage::source {

/// Whether a line begins with these words, in whatever case and with whatever blanks between them.
bool begins_line(std::string_view line, std::string_view words);

/// Why the framework would refuse a script, or pass over a part of it that was meant for it: a
/// directive that it does not know or see, one that lacks its other half, none at all.
std::optional<Error> half_written(const Framework& framework, const std::string& path,
                                  std::string_view text);

/// The frameworks for which a script says what goes forward.
std::vector<std::string_view> spoken_to(std::string_view text);

/// The parts of a script that a framework with such comments sends as one message each: what stands
/// between two of them, and elsewhere what goes to the end of a line that a semicolon ends.
std::vector<Span> messages_in(const Framework& framework, std::string_view text);

}  // namespace pgstage::source
