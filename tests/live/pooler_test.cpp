// Behind a real pgbouncer (Debian: apt-get install pgbouncer).
#include <csignal>
#include <fstream>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applying.hpp"

namespace pgstage {
namespace {

using live::Stage;

constexpr const char* kTable = "CREATE TABLE users (id int PRIMARY KEY)";
constexpr const char* kAddColumn = "ALTER TABLE users ADD COLUMN extra int";

/// Its socket is in the folder of the server that all live tests share.
class Pgbouncer {
 public:
  explicit Pgbouncer(const char* mode) {
    const auto folder = live::server().folder();
    const auto file = folder + "/pgbouncer.ini";
    std::ofstream(file) << fmt::format(
        "[databases]\n* = host={0} port=5432 user=postgres\n[pgbouncer]\nlisten_port=6432\n"
        "unix_socket_dir={0}\nauth_type=any\npool_mode={1}\nlogfile={0}/pgbouncer.log\n",
        folder, mode);
    struct stat owner {};
    REQUIRE(::stat(folder.c_str(), &owner) == 0);
    pid_ = ::fork();
    if (pid_ == 0) become(file, owner);
  }
  ~Pgbouncer() {
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
  }
  Pgbouncer(const Pgbouncer&) = delete;
  Pgbouncer& operator=(const Pgbouncer&) = delete;

  std::string url(Stage& stage) const {
    const auto url =
        fmt::format("host={} port=6432 user=postgres dbname={}", live::server().folder(),
                    live::one(*stage.session, "SELECT current_database()"));
    while (!db::libpq_connector(url)->connect("is it up?")) {
      if (::waitpid(pid_, nullptr, WNOHANG) != 0)
        FAIL("pgbouncer is not installed or did not start");
    }
    return url;
  }

 private:
  /// It does not run as root.
  [[noreturn]] static void become(const std::string& file, const struct stat& owner) {
    if (::getuid() == 0 && (::setgid(owner.st_gid) != 0 || ::setuid(owner.st_uid) != 0)) {
      std::_Exit(1);
    }
    ::execlp("pgbouncer", "pgbouncer", "-q", file.c_str(), nullptr);
    ::execl("/usr/sbin/pgbouncer", "pgbouncer", "-q", file.c_str(), nullptr);
    std::_Exit(127);
  }

  pid_t pid_ = -1;
};

}  // namespace

TEST_CASE("a pooler in transaction or statement mode is refused before anything is touched") {
  for (const char* mode : {"transaction", "statement"}) {
    CAPTURE(mode);
    Stage stage(kTable, kAddColumn);
    const Pgbouncer pooler(mode);
    stage.url = pooler.url(stage);
    const auto applied = stage.apply();
    REQUIRE_FALSE(applied);
    CHECK(applied.error().kind == ErrorKind::Refused);
    CHECK(applied.error().message ==
          "a connection pooler stands between pgstage and the server, and gives each transaction "
          "another session");
    CHECK(live::one(*stage.session, "SELECT to_regnamespace('pgstage') IS NULL") == "t");
    CHECK(live::one(*stage.session, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") ==
          "0");
  }
}

TEST_CASE("a pooler in transaction mode is found when it has idle sessions to choose from") {
  Stage stage(kTable, kAddColumn);
  const Pgbouncer pooler("transaction");
  stage.url = pooler.url(stage);
  std::vector<std::unique_ptr<db::Session>> others;
  for (int i = 0; i < 4; ++i) others.push_back(stage.connect("the application"));
  for (const auto& each : others) live::run(*each, "BEGIN");
  for (const auto& each : others) live::run(*each, "COMMIT");
  const auto applied = stage.apply();
  REQUIRE_FALSE(applied);
  CHECK(applied.error().kind == ErrorKind::Refused);
}

TEST_CASE("a pooler in session mode is as good as none") {
  Stage stage(kTable, kAddColumn);
  const Pgbouncer pooler("session");
  stage.url = pooler.url(stage);
  const auto applied = stage.apply();
  if (!applied) FAIL(applied.error().message);
  CHECK(applied->finished);
}

}  // namespace pgstage
