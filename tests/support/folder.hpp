#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace pgstage::tests {

/// A new, empty folder that is gone when its owner is.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "pgstage-test-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace pgstage::tests
