#include "pgstage/shadow/server.hpp"

#include <csignal>
#include <filesystem>
#include <optional>
#include <thread>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.hpp"

namespace pgstage {
namespace {

namespace fs = std::filesystem;

shadow::Binaries binaries() {
  auto found = shadow::locate({}, shadow::this_host());
  REQUIRE_MESSAGE(found, (found ? "" : found.error().message));
  return *std::move(found);
}

/// Polls, since what is waited for belongs to processes that are not our children.
template <class Condition>
bool comes_true(Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return true;
}

bool process_exists(pid_t process) { return ::kill(process, 0) == 0; }

struct Started {
  pid_t server = 0;
  std::string folder;
};

Started describe(const shadow::Server& server) {
  auto session = server.connect("postgres");
  REQUIRE(session);
  return {.server = std::stoi(
              live::one(**session, "SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)")),
          .folder = server.folder()};
}

TEST_CASE("a throwaway server answers, and leaves nothing behind") {
  Started started;
  {
    auto server = shadow::Server::start(binaries(), shadow::this_host());
    REQUIRE_MESSAGE(server, (server ? "" : server.error().message));
    started = describe(*server);
    CHECK(process_exists(started.server));
    CHECK(fs::exists(started.folder));
    CHECK((fs::status(started.folder).permissions() & fs::perms::others_all) == fs::perms::none);
  }
  CHECK_FALSE(process_exists(started.server));
  CHECK_FALSE(fs::exists(started.folder));
}

TEST_CASE("a throwaway server listens to no network address") {
  auto session = live::server().connect("postgres");
  REQUIRE(session);
  CHECK(live::one(**session, "SHOW listen_addresses").empty());
}

TEST_CASE("two throwaway servers do not disturb each other") {
  auto one = shadow::Server::start(binaries(), shadow::this_host());
  auto two = shadow::Server::start(binaries(), shadow::this_host());
  REQUIRE(one);
  REQUIRE(two);
  CHECK(one->folder() != two->folder());
  live::run(**one->connect("postgres"), "CREATE TABLE only_here (id int)");
  CHECK(live::one(**two->connect("postgres"), "SELECT to_regclass('only_here')") == "NULL");
}

TEST_CASE("servers that fill the cache at the same time both start") {
  const fs::path cache = fs::temp_directory_path() / ("pgstage-cache-" + std::to_string(getpid()));
  shadow::Host host = shadow::this_host();
  host.cache_home = cache.string();
  std::optional<Result<shadow::Server>> first;
  std::optional<Result<shadow::Server>> second;
  std::thread other{[&] { first.emplace(shadow::Server::start(binaries(), host)); }};
  second.emplace(shadow::Server::start(binaries(), host));
  other.join();
  CHECK(first->has_value());
  CHECK(second->has_value());
  CHECK(std::distance(fs::directory_iterator{cache / "pgstage"}, fs::directory_iterator{}) == 1);
  fs::remove_all(cache);
}

TEST_CASE("without a home folder a throwaway server starts all the same") {
  shadow::Host host = shadow::this_host();
  host.home.clear();
  host.cache_home = "/proc/no-such-folder";
  auto server = shadow::Server::start(binaries(), host);
  CHECK_MESSAGE(server, (server ? "" : server.error().message));
}

// Starts a server in a child process, which tells about it and then waits to be killed.
TEST_CASE("kill -9 of the process takes its server and its folder along") {
  int ends[2] = {-1, -1};
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto server = shadow::Server::start(binaries(), shadow::this_host());
    const Started started = describe(*server);
    const std::string line = std::to_string(started.server) + " " + started.folder;
    if (::write(ends[1], line.data(), line.size()) < 0) ::_exit(1);
    while (true) ::pause();
  }
  ::close(ends[1]);
  char buffer[256] = {};
  REQUIRE(::read(ends[0], buffer, sizeof buffer - 1) > 0);
  ::close(ends[0]);
  const std::string line = buffer;
  const pid_t server = std::stoi(line);
  const std::string folder = line.substr(line.find(' ') + 1);
  REQUIRE(process_exists(server));

  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);

  CHECK(comes_true([&] { return !process_exists(server); }));
  CHECK(comes_true([&] { return !fs::exists(folder); }));
}

TEST_CASE("no server of the wanted version is an error that says what to install") {
  shadow::Host host = shadow::this_host();
  host.path = "/nowhere";
  host.root = "/nowhere";
  const auto found = shadow::locate({.major = 17}, host);
  REQUIRE_FALSE(found);
  CHECK(found.error().message == "no server of PostgreSQL 17 was found on this machine");
  CHECK(found.error().hint.find("apt-get install postgresql-17") != std::string::npos);
}

TEST_CASE("--pg-bin without a server names the folder") {
  const auto found = shadow::locate({.pg_bin = "/etc"}, shadow::this_host());
  REQUIRE_FALSE(found);
  CHECK(found.error().message == "there is no PostgreSQL server in \"/etc\"");
}

}  // namespace
}  // namespace pgstage
