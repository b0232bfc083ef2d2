// Files in a folder of a repository's form.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <stdlib.h>

#include "pgstage/source/source.hpp"

namespace pgstage::tests {

/// A repository that is gone when the test is over.
class Repository {
 public:
  Repository() {
    std::string name = (std::filesystem::temp_directory_path() / "pgstage-detect-XXXXXX").string();
    root_ = std::filesystem::canonical(mkdtemp(name.data()));
    std::filesystem::create_directory(root_ / ".git");
  }
  ~Repository() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  Repository(const Repository&) = delete;
  Repository& operator=(const Repository&) = delete;

  Repository& with(const std::string& path, const std::string& text = "SELECT 1;\n") {
    std::filesystem::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
    return *this;
  }

  /// `folder framework`, from the root.
  std::vector<std::string> histories() const {
    std::vector<std::string> out;
    for (const auto& each : source::histories_below(root_.string())) {
      const auto folder = std::filesystem::weakly_canonical(each.folder).lexically_relative(root_);
      out.push_back(folder.string() + " " + each.framework);
    }
    return out;
  }

  std::string operator/(const std::string& path) const { return (root_ / path).string(); }
  std::string root() const { return root_.string(); }

 private:
  std::filesystem::path root_;
};

}  // namespace pgstage::tests
