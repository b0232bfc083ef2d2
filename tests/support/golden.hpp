#pragma once

#include <filesystem>
#include <string>

namespace pgstage::tests {

/// From now on `expect_file` writes instead of comparing.
void rewrite_files(bool yes);

/// The file has this text.
void expect_file(const std::filesystem::path& path, const std::string& text);

}  // namespace pgstage::tests
