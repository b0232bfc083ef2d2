#include "isolation.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pgstage::record {
namespace {

Error not_possible(std::string_view what) {
  return input_error(
      fmt::format("cannot {}: {}", what, std::strerror(errno)),
      "The command would run with your network and in your folder. Where that may be, say "
      "--no-isolation.");
}

bool write_file(const char* path, const std::string& text) {
  const int file = ::open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  ::close(file);
  return written;
}

/// We stay who we are, and may do in there what root may.
bool enter() {
  const auto user = ::geteuid();
  const auto group = ::getegid();
  if (user == 0) return ::unshare(CLONE_NEWNS | CLONE_NEWNET) == 0;
  return ::unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET) == 0 &&
         write_file("/proc/self/setgroups", "deny") &&
         write_file("/proc/self/uid_map", fmt::format("{0} {0} 1", user)) &&
         write_file("/proc/self/gid_map", fmt::format("{0} {0} 1", group));
}

bool raise_loopback() {
  const int made = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (made < 0) return false;
  ifreq request{};
  std::strncpy(request.ifr_name, "lo", sizeof request.ifr_name - 1);
  request.ifr_flags = IFF_UP;
  const bool raised = ::ioctl(made, SIOCSIFFLAGS, &request) == 0;
  ::close(made);
  return raised;
}

/// With the folder as it is below; named from inside, since its name may hold any byte.
bool cover(const std::string& folder, const std::string& scratch) {
  const std::string upper = scratch + "/upper";
  const std::string work = scratch + "/work";
  constexpr mode_t kOurs = 0755;
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
  if (::mount("pgstage", scratch.c_str(), "tmpfs", 0, "mode=755") != 0) return false;
  if (::mkdir(upper.c_str(), kOurs) != 0 || ::mkdir(work.c_str(), kOurs) != 0) return false;
  if (::chdir(folder.c_str()) != 0) return false;
  std::string options = fmt::format("lowerdir=.,upperdir={},workdir={}", upper, work);
  if (::geteuid() != 0) options += ",userxattr";
  return ::mount("pgstage", folder.c_str(), "overlay", 0, options.c_str()) == 0;
}

}  // namespace

Result<void> isolate(const std::string& folder, const std::string& scratch) {
  char* named = ::getcwd(nullptr, 0);
  const std::string here = named == nullptr ? folder : named;
  std::free(named);
  if (!enter()) return not_possible("give the command a network of its own");
  if (!raise_loopback()) return not_possible("raise the loopback of that network");
  if (!cover(folder, scratch)) return not_possible("give the command a copy of the folder");
  // From the path, since we stand below what was mounted over it.
  if (::chdir(here.c_str()) != 0) return not_possible("enter the copy of the folder");
  return {};
}

}  // namespace pgstage::record
