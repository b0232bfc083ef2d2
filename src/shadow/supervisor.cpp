#include "supervisor.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>

namespace pgstage::shadow {
namespace {

constexpr int kLifeline = 3;
constexpr int kPulse = 4;

void close_from(int first) {
#ifdef __linux__
  if (::close_range(static_cast<unsigned>(first), ~0U, 0) == 0) return;
#endif
  const long limit = ::sysconf(_SC_OPEN_MAX);
  for (int each = first; each < limit; ++each) ::close(each);
}

// A connection to the person's database or a pipe of the CI job must not outlive us in here.
void keep_only(int lifeline, int pulse) {
  constexpr int kAbove = 10;
  const int high_lifeline = ::fcntl(lifeline, F_DUPFD, kAbove);
  const int high_pulse = ::fcntl(pulse, F_DUPFD, kAbove);
  const int nothing = ::open("/dev/null", O_RDWR);
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    ::dup2(nothing, standard);
  }
  ::dup2(high_lifeline, kLifeline);
  ::dup2(high_pulse, kPulse);
  close_from(kPulse + 1);
}

// Ctrl-C and a closed terminal are for pgstage to answer, and our parent's handlers are not ours.
void leave_terminal() {
  ::setsid();
  for (const int each : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(each, SIG_IGN);
  ::signal(SIGCHLD, SIG_DFL);
  ::signal(SIGQUIT, SIG_DFL);
}

/// Whether a byte came, rather than the end.
bool next_order() {
  char order = 0;
  ssize_t got = 0;
  do {
    got = ::read(kLifeline, &order, 1);
  } while (got < 0 && errno == EINTR);
  return got == 1;
}

[[noreturn]] void become_server(const Command& server, const char* log) {
  for (const int each : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(each, SIG_DFL);
  ::close(kLifeline);
  constexpr mode_t kPrivate = 0600;
  const int output = ::open(log, O_WRONLY | O_CREAT | O_APPEND, kPrivate);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  ::close(output);
  server.exec();
}

/// Keeps the server running until our parent has ended.
void run_server(const Command& server, const std::string& log) {
  const pid_t child = ::fork();
  if (child == 0) become_server(server, log.c_str());
  ::close(kPulse);
  while (next_order()) {
  }
  if (child < 0) return;
  ::kill(child, SIGQUIT);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

[[noreturn]] void supervise(const Command& server, const std::string& folder,
                            const std::string& log) {
  leave_terminal();
  if (next_order()) run_server(server, log);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  ::_exit(0);
}

}  // namespace

Result<Supervisor> Supervisor::start(const Command& server, const std::filesystem::path& folder) {
  auto lifeline = Pipe::open();
  auto pulse = Pipe::open();
  const std::string path = folder.string();
  const std::string log = (folder / "log").string();
  const pid_t process = lifeline && pulse ? ::fork() : -1;
  if (process < 0) {
    return input_error(fmt::format("cannot start a process: {}", std::strerror(errno)));
  }
  if (process == 0) {
    keep_only(lifeline->read_end.get(), pulse->write_end.get());
    supervise(server, path, log);
  }
  return Supervisor{process, std::move(lifeline->write_end), std::move(pulse->read_end)};
}

Supervisor::Supervisor(Supervisor&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      lifeline_(std::move(other.lifeline_)),
      pulse_(std::move(other.pulse_)) {}

Supervisor::~Supervisor() {
  if (process_ < 0) return;
  lifeline_.close();
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void Supervisor::start_server() {
  constexpr char kOrder = 's';
  while (::write(lifeline_.get(), &kOrder, 1) < 0 && errno == EINTR) {
  }
}

bool Supervisor::server_has_ended() const {
  constexpr int kMomentMs = 5;
  pollfd watched{.fd = pulse_.get(), .events = POLLIN, .revents = 0};
  return ::poll(&watched, 1, kMomentMs) > 0;
}

}  // namespace pgstage::shadow
