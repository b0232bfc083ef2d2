#include "files.hpp"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "pgstage/source/source.hpp"

namespace pgstage::source {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxBytes = std::uintmax_t{256} << 20U;

}  // namespace

Result<std::string> read_file(const std::string& path) {
  std::error_code failed;
  const auto status = fs::status(path, failed);
  if (!fs::exists(status)) {
    const bool absent = status.type() == fs::file_type::not_found;
    return input_error(fmt::format("cannot read \"{}\": {}", path,
                                   absent ? "no such file or directory" : failed.message()),
                       "Check the path, and the folder you are in.");
  }
  if (fs::is_directory(status)) {
    return input_error(fmt::format("cannot read \"{}\": it is a folder", path), "Name a file.");
  }
  if (fs::is_regular_file(status) && fs::file_size(path, failed) > kMaxBytes) {
    return input_error(fmt::format("cannot read \"{}\": it is larger than 256 MB", path),
                       "Migrations are read whole; keep bulk data out of them.");
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return input_error(fmt::format("cannot read \"{}\": {}", path, std::strerror(errno)),
                       "Check the permissions of the file.");
  }
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

Result<FilesBelow> files_below(const std::string& folder) {
  FilesBelow out;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(folder, failed); at != end(at); at.increment(failed)) {
    const auto name = at->path().filename().string();
    std::error_code ignored;
    const bool is_folder = at->is_directory(ignored) && !at->is_symlink(ignored);
    if (is_folder && (name == ".git" || name == "node_modules")) {
      at.disable_recursion_pending();
    } else if (is_folder) {
      std::error_code closed;
      fs::directory_iterator(at->path(), closed);
      if (closed) out.closed.push_back(at->path().lexically_normal().string());
      if (closed) at.disable_recursion_pending();
    }
    if (at->is_regular_file(ignored)) out.files.push_back(at->path().lexically_normal().string());
  }
  if (!failed) return out;
  return input_error(fmt::format("cannot read folder \"{}\": {}", folder, failed.message()),
                     "Check the path and its permissions.");
}

}  // namespace pgstage::source
