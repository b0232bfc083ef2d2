#include "files.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pgstage::cli {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kUsualMode = 0644;

bool write_all(int to, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(to, text.data(), text.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// As the file that is replaced had it, or as a new one would get it. The owner stays where we may
/// say so.
bool keep_mode(int file, const char* path) {
  struct stat was {};
  if (::stat(path, &was) != 0) {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return ::fchmod(file, kUsualMode & ~mask) == 0;
  }
  const bool owned = ::fchown(file, was.st_uid, was.st_gid) == 0 || errno == EPERM;
  return owned && ::fchmod(file, was.st_mode & 07777U) == 0;
}

}  // namespace

std::string path_from(std::string_view folder, std::string_view path) {
  std::error_code ignored;
  const auto from = fs::weakly_canonical(fs::absolute(folder, ignored), ignored);
  const auto to = fs::weakly_canonical(fs::absolute(path, ignored), ignored);
  return to.lexically_relative(from).generic_string();
}

std::string folder_of(const std::string& file) {
  const fs::path path(file);
  return path.has_parent_path() ? path.parent_path().string() : ".";
}

Result<void> replace_file(const std::string& path, std::string_view text) {
  std::error_code ignored;
  const auto target = fs::weakly_canonical(path, ignored).string();
  std::string name = target + ".XXXXXX";
  const int file = ::mkstemp(name.data());
  bool done = file >= 0 && keep_mode(file, target.c_str()) && write_all(file, text);
  if (file >= 0) done = ::close(file) == 0 && done;
  done = done && ::rename(name.c_str(), target.c_str()) == 0;
  if (done) return {};
  const int why = errno;
  if (file >= 0) ::unlink(name.c_str());
  return input_error(fmt::format("cannot write \"{}\": {}", path, std::strerror(why)),
                     "Check that its folder exists and may be written to.");
}

}  // namespace pgstage::cli
