#include "command.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pgstage::record {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kGrace{5};
constexpr int kNoProgram = 127;

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Variables that may hold the address of a database.
bool is_address(std::string_view name) {
  return (name.starts_with("PG") && !name.starts_with("PGSTAGE_")) ||
         name.starts_with("POSTGRES") || contains(name, "DATABASE_UR") || name.ends_with("_DSN") ||
         name.starts_with("FLYWAY_") || name.starts_with("GOOSE_DB") ||
         name.starts_with("LIQUIBASE_COMMAND_") || name.starts_with("SPRING_DATASOURCE_") ||
         name.starts_with("MIKRO_ORM_");
}

/// With the scheme that named the driver, and with Prisma's schema.
std::string like(std::string_view old, const Address& address) {
  auto url = address.url();
  const auto scheme = old.substr(0, old.find("://"));
  if (old.starts_with("postgres") && scheme.size() < old.size()) {
    url = std::string{scheme} + url.substr(url.find("://"));
  }
  const auto schema = old.find("schema=");
  if (schema != std::string_view::npos) {
    const auto value = old.substr(schema);
    url += "?" + std::string{value.substr(0, value.find('&'))};
  }
  return url;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

/// What a program that waits for its child is told by.
sigset_t awaited() {
  sigset_t set{};
  ::sigemptyset(&set);
  for (const int number : {SIGCHLD, SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&set, number);
  return set;
}

timespec until(steady_clock::time_point end) {
  const auto left = std::max(end - steady_clock::now(), steady_clock::duration{0});
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
  return {static_cast<time_t>(seconds.count()),
          static_cast<long>(std::chrono::nanoseconds(left - seconds).count())};
}

class Running {
 public:
  explicit Running(pid_t pid) : pid_(pid) {}

  /// Whether it ended by itself before; then status() is known.
  enum class Wait { Ended, TooLong, Stopped };
  Wait wait(steady_clock::time_point end) {
    const auto set = awaited();
    for (;;) {
      if (::waitpid(pid_, &status_, WNOHANG) == pid_) return Wait::Ended;
      const auto left = until(end);
      const int number = ::sigtimedwait(&set, nullptr, &left);
      if (number < 0 && errno == EAGAIN) return Wait::TooLong;
      if (number > 0 && number != SIGCHLD) return Wait::Stopped;
    }
  }

  void end() {
    ::kill(-pid_, SIGTERM);
    if (wait(steady_clock::now() + kGrace) == Wait::Ended) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, &status_, 0);
  }

  /// What it has begun and left behind, which is ours since it ended.
  void end_rest() const {
    ::kill(-pid_, SIGKILL);
    while (::waitpid(-pid_, nullptr, 0) > 0 || errno == EINTR) {
    }
  }

  int status() const { return status_; }

 private:
  pid_t pid_;
  int status_ = 0;
};

Result<pid_t> spawn(std::vector<std::string>& words, std::vector<std::string>& environment) {
  auto argv = pointers(words);
  auto envp = pointers(environment);
  posix_spawn_file_actions_t actions{};
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  posix_spawnattr_t how{};
  ::posix_spawnattr_init(&how);
  sigset_t none{};
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&how, &none);
  ::posix_spawnattr_setpgroup(&how, 0);
  ::posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  pid_t child = 0;
  const int failed = ::posix_spawnp(&child, argv[0], &actions, &how, argv.data(), envp.data());
  ::posix_spawnattr_destroy(&how);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed == 0) return child;
  return input_error(fmt::format("cannot run \"{}\": {}", words.front(), std::strerror(failed)),
                     "Write the command as you would type it, behind --.");
}

}  // namespace

std::string Address::url() const {
  return fmt::format("postgresql://{}:{}@{}:{}/{}", user, password, host, port, database);
}

std::string filled(std::string text, const Address& address) {
  const std::array<std::pair<std::string_view, std::string>, 6> known = {
      {{"{url}", address.url()},
       {"{host}", address.host},
       {"{port}", std::to_string(address.port)},
       {"{user}", address.user},
       {"{password}", address.password},
       {"{database}", address.database}}};
  for (const auto& [name, value] : known) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
      text.replace(at, name.size(), value);
      at += value.size();
    }
  }
  return text;
}

std::vector<std::string> environment_for(const Address& address,
                                         const std::vector<std::string>& variables) {
  std::map<std::string, std::string> out;
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string_view variable = *each;
    const auto name = std::string{variable.substr(0, variable.find('='))};
    const auto value = variable.substr(std::min(name.size() + 1, variable.size()));
    if (!is_address(name)) {
      out[name] = value;
    } else if (contains(name, "DATABASE_UR")) {
      out[name] = like(value, address);
    }
  }
  const auto port = std::to_string(address.port);
  const auto jdbc = fmt::format("jdbc:postgresql://{}:{}/{}", address.host, port, address.database);
  const std::pair<const char*, std::string> ours[] = {
      {"PGHOST", address.host},
      {"PGPORT", port},
      {"PGUSER", address.user},
      {"PGPASSWORD", address.password},
      {"PGDATABASE", address.database},
      {"PGSSLMODE", "disable"},
      {"DB_HOST", address.host},
      {"DB_PORT", port},
      {"DB_USER", address.user},
      {"DB_USERNAME", address.user},
      {"DB_PASSWORD", address.password},
      {"DB_NAME", address.database},
      {"DB_DATABASE", address.database},
      {"GOOSE_DRIVER", "postgres"},
      {"GOOSE_DBSTRING", address.url()},
      {"FLYWAY_URL", jdbc},
      {"FLYWAY_USER", address.user},
      {"FLYWAY_PASSWORD", address.password},
      {"LIQUIBASE_COMMAND_URL", jdbc},
      {"LIQUIBASE_COMMAND_USERNAME", address.user},
      {"LIQUIBASE_COMMAND_PASSWORD", address.password},
      {"SPRING_DATASOURCE_URL", jdbc},
      {"SPRING_DATASOURCE_USERNAME", address.user},
      {"SPRING_DATASOURCE_PASSWORD", address.password},
      {"MIKRO_ORM_CLIENT_URL", address.url()}};
  for (const auto& [name, value] : ours) out[name] = value;
  out.try_emplace("DATABASE_URL", address.url());
  for (const auto& variable : variables) {
    const auto equals = std::min(variable.find('='), variable.size());
    out[variable.substr(0, equals)] =
        filled(variable.substr(std::min(equals + 1, variable.size())), address);
  }
  std::vector<std::string> all;
  for (const auto& [name, value] : out) all.push_back(name + "=" + value);
  return all;
}

Result<void> run_command(std::vector<std::string> words, std::vector<std::string> environment,
                         std::chrono::seconds time_limit) {
  const auto set = awaited();
  sigset_t before{};
  ::sigprocmask(SIG_BLOCK, &set, &before);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const auto child = spawn(words, environment);
  if (!child) return child.error();
  Running running(*child);
  const auto waited = running.wait(steady_clock::now() + time_limit);
  if (waited != Running::Wait::Ended) running.end();
  running.end_rest();
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
  if (waited == Running::Wait::TooLong) {
    return input_error(
        fmt::format("\"{}\" was ended after {} s", words.front(), time_limit.count()),
        "Give it longer with --time-limit, or look at what it waits for.");
  }
  if (waited == Running::Wait::Stopped) {
    return input_error(fmt::format("stopped on request, and \"{}\" with us", words.front()));
  }
  const int status = running.status();
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNoProgram) {
    return input_error(fmt::format("there is no program \"{}\"", words.front()),
                       "Write the command as you would type it, behind --.");
  }
  return input_error(
      WIFEXITED(status)
          ? fmt::format("\"{}\" failed with status {}", words.front(), WEXITSTATUS(status))
          : fmt::format("\"{}\" was ended by signal {}", words.front(), WTERMSIG(status)),
      "What it said is above. Migrations that need roles or extensions can be given them with "
      "--prelude FILE.");
}

}  // namespace pgstage::record
