#include "running.hpp"

#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pgstage::live {

// What the child needs is laid out before, since a thread that we do not see may hold the heap.
Running::Running(const std::vector<std::string>& arguments, const std::string& said) {
  std::vector<char*> argv;
  for (const auto& each : arguments) argv.push_back(const_cast<char*>(each.c_str()));
  argv.push_back(nullptr);
  constexpr int kReadable = 0644;
  const int out =
      said.empty() ? -1 : ::open(said.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kReadable);
  pid_ = ::fork();
  if (pid_ != 0) {
    if (out >= 0) ::close(out);
    return;
  }
  if (out >= 0) {
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
  }
  ::execvp(argv[0], argv.data());
  std::_Exit(127);
}

Running::~Running() {
  if (pid_ > 0) status();
}

void Running::signal(int number) const {
  if (pid_ > 0) ::kill(pid_, number);
}

void Running::wait() const {
  siginfo_t ended{};
  ::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOWAIT);
}

int Running::status() {
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace pgstage::live
