#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pgstage::tests {

/// A path inside the repository.
std::filesystem::path project(std::string_view path);
/// Every regular file below a folder of the repository, sorted, as paths from its root.
std::vector<std::string> files_below(std::string_view folder);
/// The bytes of a file; the test fails when it cannot be read.
std::string read_file(const std::filesystem::path& path);
/// Without their line ends.
std::vector<std::string> lines_of(std::string_view text);

}  // namespace pgstage::tests
