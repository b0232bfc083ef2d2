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

Result<std::vector<std::string>> files_below(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code failed;
  // Folders further down that may not be read are passed over; the one that was named is not.
  fs::directory_iterator readable(folder, failed);
  fs::recursive_directory_iterator at;
  if (!failed) at = {folder, fs::directory_options::skip_permission_denied, failed};
  if (failed) {
    return input_error(fmt::format("cannot read folder \"{}\": {}", folder, failed.message()),
                       "Check the path and its permissions.");
  }
  for (; at != fs::recursive_directory_iterator(); at.increment(failed)) {
    if (failed) break;
    const auto name = at->path().filename().string();
    std::error_code ignored;
    if (name == ".git" || name == "node_modules") at.disable_recursion_pending();
    if (at->is_regular_file(ignored)) out.push_back(at->path().lexically_normal().string());
  }
  return out;
}

}  // namespace pgstage::source
