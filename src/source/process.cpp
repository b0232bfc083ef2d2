#include "pgstage/source/process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pgstage::source {
namespace {

constexpr int kNoProgram = 127;

/// The two ends of a pipe, of which the child gets the second.
struct Pipe {
  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) ends = {-1, -1};
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close(0);
    close(1);
  }
  void close(std::size_t end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }

  std::array<int, 2> ends{};
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

std::string_view name_of(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

std::vector<char*> environment_with(std::vector<std::string>& variables) {
  std::vector<char*> out;
  for (char** each = environ; *each != nullptr; ++each) {
    const bool ours = std::none_of(variables.begin(), variables.end(), [&](const auto& other) {
      return name_of(other) == name_of(*each);
    });
    if (ours) out.push_back(*each);
  }
  for (auto& variable : variables) {
    if (variable.find('=') != std::string::npos) out.push_back(variable.data());
  }
  out.push_back(nullptr);
  return out;
}

/// Both at once, so that neither is full while the other one is waited for.
void read_both(Pipe& first, std::string& out, Pipe& second, std::string& err) {
  std::array<pollfd, 2> waiting = {{{first.ends[0], POLLIN, 0}, {second.ends[0], POLLIN, 0}}};
  std::array<char, 65536> buffer{};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].fd < 0 || waiting[i].revents == 0) continue;
      const ssize_t got = ::read(waiting[i].fd, buffer.data(), buffer.size());
      if (got > 0) (i == 0 ? out : err).append(buffer.data(), static_cast<std::size_t>(got));
      if (got == 0 || (got < 0 && errno != EINTR)) waiting[i].fd = -1;
    }
  }
}

}  // namespace

Result<Said> run(std::vector<std::string> arguments, std::vector<std::string> variables) {
  auto argv = pointers(arguments);
  auto envp = environment_with(variables);
  Pipe out;
  Pipe err;
  posix_spawn_file_actions_t actions{};
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out.ends[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err.ends[1], STDERR_FILENO);
  pid_t child = 0;
  const int failed = ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), envp.data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed == ENOENT) return Said{.status = kNoProgram};
  if (failed != 0) {
    return input_error(
        fmt::format("cannot run \"{}\": {}", arguments.front(), std::strerror(failed)));
  }
  out.close(1);
  err.close(1);
  Said said;
  read_both(out, said.out, err, said.err);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  said.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return said;
}

}  // namespace pgstage::source
