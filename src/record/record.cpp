#include "pgstage/record/record.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pgstage/db/session.hpp"
#include "pgstage/shadow/server.hpp"

#include "command.hpp"
#include "cut.hpp"
#include "eyes.hpp"
#include "isolation.hpp"
#include "server_log.hpp"

namespace pgstage::record {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHost = "127.0.0.1";
constexpr const char* kDatabase = "app";

/// A port that nobody listens at; 0 when there is none.
int free_port() {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  const bool bound =
      made >= 0 && ::bind(made, any, size) == 0 && ::getsockname(made, any, &size) == 0;
  if (made >= 0) ::close(made);
  return bound ? ::ntohs(address.sin_port) : 0;
}

std::string read_from(const std::string& path, std::size_t offset) {
  std::ifstream in(path, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(offset));
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The part of the server's log that the command caused.
Result<std::string> log_of(const Request& request) {
  const int port = free_port();
  auto settings = log_settings();
  settings.insert(settings.end(),
                  {fmt::format("listen_addresses={}", kHost), fmt::format("port={}", port)});
  const auto server = shadow::Server::start(request.binaries, request.host, settings);
  if (!server) return server.error();
  auto session = server->connect("postgres");
  if (!session) return session.error();
  // Databases that the command makes are made from it, as ours is.
  auto model = server->connect("template1");
  if (!model) return model.error();
  if (auto opened = (*model)->run(open_eyes()); !opened) return opened.error();
  model->reset();
  auto made = (*session)->run(fmt::format("CREATE DATABASE {}", kDatabase));
  if (!made) return made.error();
  if (!request.prelude.empty()) {
    auto app = server->connect(kDatabase);
    if (!app) return app.error();
    if (auto done = (*app)->run(request.prelude); !done) {
      return input_error(fmt::format("the prelude fails: {}", done.error().message),
                         "It is run on an empty database, by a superuser.");
    }
  }
  session->reset();
  const auto log = server->folder() + "/log";
  const auto before = static_cast<std::size_t>(fs::file_size(log));
  const Address address{kHost, port, "postgres", "pgstage", kDatabase};
  std::vector<std::string> words;
  for (const auto& word : request.command) words.push_back(filled(word, address));
  auto done = run_command(std::move(words), environment_for(address, request.variables),
                          request.time_limit);
  if (!done) return done.error();
  return read_from(log, before);
}

/// A file in memory that a child writes and we read.
class Memory {
 public:
  Memory() : file_(::memfd_create("pgstage-record", MFD_CLOEXEC)) {}
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() {
    if (file_ >= 0) ::close(file_);
  }

  void write(std::string_view text) const {
    while (!text.empty()) {
      const auto written = ::write(file_, text.data(), text.size());
      if (written < 0 && errno != EINTR) return;
      text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
  }
  std::string read() const {
    ::lseek(file_, 0, SEEK_SET);
    std::string out;
    std::string piece(65536, '\0');
    for (ssize_t got = 0; (got = ::read(file_, piece.data(), piece.size())) > 0;) {
      out.append(piece, 0, static_cast<std::size_t>(got));
    }
    return out;
  }

 private:
  int file_;
};

/// A folder that is gone when its owner is.
class Scratch {
 public:
  Scratch() { ::mkdtemp(path_.data()); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { ::rmdir(path_.c_str()); }

  const std::string& path() const { return path_; }

 private:
  std::string path_ = "/tmp/pgstage-record-XXXXXX";
};

constexpr char kWell = '+';
constexpr char kFailed = '-';

/// Of the person's own servers, which libpq would take for a part of ours.
void forget_servers() {
  for (const char* name : {"PGSERVICE", "PGSERVICEFILE", "PGHOSTADDR", "PGOPTIONS"}) {
    ::unsetenv(name);
  }
}

/// The child's work: the log, or what went wrong and the way out.
std::string record_apart(const Request& request, const std::string& scratch) {
  forget_servers();
  Result<std::string> log = std::string{};
  auto apart = request.isolated ? isolate(request.folder, scratch) : Result<void>{};
  if (apart) {
    log = log_of(request);
  } else {
    log = apart.error();
  }
  if (log) return kWell + *log;
  return kFailed + log.error().message + '\0' + log.error().hint;
}

}  // namespace

/// In a process of its own, which can shut itself off and does not take us along.
Result<Record> record(const Request& request) {
  const Memory memory;
  const Scratch scratch;
  const pid_t child = ::fork();
  if (child < 0) return input_error(fmt::format("cannot fork: {}", std::strerror(errno)));
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    memory.write(record_apart(request, scratch.path()));
    ::_exit(0);
  }
  // A person's Ctrl-C is for the child, too, which then tells how it ended.
  const auto ignored = std::signal(SIGINT, SIG_IGN);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  std::signal(SIGINT, ignored);
  const auto said = memory.read();
  if (said.empty()) return input_error("stopped on request before anything was recorded");
  if (said.front() == kFailed) {
    const auto end = said.find('\0');
    return input_error(said.substr(1, end - 1),
                       end == std::string::npos ? "" : said.substr(end + 1));
  }
  const auto sent = sent_in(std::string_view(said).substr(1));
  if (sent.empty()) {
    return input_error(
        fmt::format("\"{}\" ended well and sent nothing to the throwaway server: it has talked to "
                    "another one, or to none",
                    request.command.front()),
        "Let it take the address from DATABASE_URL or PGHOST and its kin, or give it with {url} in "
        "the command or in --env NAME={url}.");
  }
  return cut(sent, ServerVersion{request.binaries.major});
}

}  // namespace pgstage::record
