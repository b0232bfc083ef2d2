#include "support/project.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include <doctest/doctest.h>

namespace pgstage::tests {

std::filesystem::path project(std::string_view path) {
  return std::filesystem::path{PGSTAGE_SOURCE_DIR} / path;
}

std::vector<std::string> files_below(std::string_view folder) {
  std::vector<std::string> files;
  if (!std::filesystem::exists(project(folder))) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(project(folder))) {
    if (entry.is_regular_file()) {
      files.push_back(entry.path().lexically_relative(PGSTAGE_SOURCE_DIR).generic_string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE_MESSAGE(in.good(), "cannot read ", path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream in{std::string{text}};
  for (std::string line; std::getline(in, line);) lines.push_back(std::move(line));
  return lines;
}

}  // namespace pgstage::tests
