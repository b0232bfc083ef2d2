#include "process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>

#include "descriptor.hpp"

#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace pgstage::shadow {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

bool drop_to(const Account& account) {
  return ::setgroups(0, nullptr) == 0 && ::setgid(account.group) == 0 &&
         ::setuid(account.user) == 0;
}

std::string read_all(int from) {
  std::string out;
  std::array<char, 4096> buffer{};
  while (true) {
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got > 0) out.append(buffer.data(), static_cast<std::size_t>(got));
    if (got == 0 || (got < 0 && errno != EINTR)) return out;
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::string last_line(std::string_view text) {
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  const auto start = text.rfind('\n');
  return std::string{start == std::string_view::npos ? text : text.substr(start + 1)};
}

}  // namespace

Result<std::optional<Account>> account_for_server() {
  if (::geteuid() != 0) return std::optional<Account>{};
  for (const char* name : {"postgres", "nobody"}) {
    if (const auto* user = ::getpwnam(name)) {
      return std::optional{Account{user->pw_uid, user->pw_gid}};
    }
  }
  return input_error(R"(there is no user "postgres" or "nobody" to run a server as)",
                     "PostgreSQL refuses to run as root; create a user or start pgstage as one.");
}

Command::Command(std::vector<std::string> arguments, std::vector<std::string> environment,
                 std::optional<Account> account)
    : arguments_(std::move(arguments)),
      environment_(std::move(environment)),
      argv_(pointers(arguments_)),
      envp_(pointers(environment_)),
      account_(account) {}

void Command::exec() const {
  constexpr int kCannotExecute = 127;
  if (account_ && !drop_to(*account_)) ::_exit(kCannotExecute);
#ifdef __linux__
  // After the change of user, which would clear it.
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
#endif
  // The folder we were started in may be closed to the account.
  if (::chdir("/") == 0) ::execve(argv_[0], argv_.data(), envp_.data());
  ::_exit(kCannotExecute);
}

Result<std::string> output_of(const Command& command) {
  auto pipe = Pipe::open();
  if (!pipe) return input_error(fmt::format("cannot open a pipe: {}", std::strerror(errno)));
  const pid_t child = ::fork();
  if (child < 0) return input_error(fmt::format("cannot fork: {}", std::strerror(errno)));
  if (child == 0) {
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(pipe->write_end.get(), STDOUT_FILENO);
    ::dup2(pipe->write_end.get(), STDERR_FILENO);
    command.exec();
  }
  pipe->write_end.close();
  std::string output = read_all(pipe->read_end.get());
  if (wait_for(child) == 0) return output;
  return input_error(fmt::format("\"{}\" failed: {}", command.program(), last_line(output)));
}

}  // namespace pgstage::shadow
