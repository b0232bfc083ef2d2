#pragma once

#include <string>
#include <string_view>

#include "pgstage/model/result.hpp"

namespace pgstage::cli {

/// A path as seen from a folder, whatever links there are, with `/` between its parts.
std::string path_from(std::string_view folder, std::string_view path);

/// The folder a file is in, as a person would name it.
std::string folder_of(const std::string& file);

/// Writes a file whole or not at all; one that was there keeps its mode. What a link points to is
/// written, not the link.
Result<void> replace_file(const std::string& path, std::string_view text);

}  // namespace pgstage::cli
