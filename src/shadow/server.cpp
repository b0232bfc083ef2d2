#include "pgstage/shadow/server.hpp"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "data_folder.hpp"
#include "supervisor.hpp"

namespace pgstage::shadow {

struct Server::Parts {
  Binaries binaries;
  std::string folder;
  Supervisor supervisor;
  std::string port;
};

namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr std::chrono::seconds kStartLimit{30};
// sockaddr_un has room for 107 bytes; the socket's own name takes 18 and mkdtemp's part 15.
constexpr std::size_t kLongestTemp = 107 - 18 - 15;

// What needs no quotes in a setting of the server or of libpq.
bool is_plain(std::string_view path) {
  return std::all_of(path.begin(), path.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '_' || c == '-' ||
           c == '.';
  });
}

// Databases are made and dropped by the dozen, which takes a third of the time in memory. Where
// there is little of it the disk has to do: each database is a copy of the schema.
fs::path fastest_folder() {
  constexpr std::uintmax_t kPlenty = std::uintmax_t{2} << 30U;
  const fs::path memory = "/dev/shm";
  std::error_code failed;
  const auto open_to = fs::status(memory, failed).permissions() & fs::perms::others_all;
  if (failed || open_to != fs::perms::others_all) return "/tmp";
  const auto space = fs::space(memory, failed);
  return !failed && space.available >= kPlenty ? memory : "/tmp";
}

// The folder for temporary files may be closed to the user that root hands the server to.
fs::path temp_folder(const Host& host, const std::optional<Account>& account) {
  const bool usable =
      !account && !host.temp.empty() && host.temp.size() <= kLongestTemp && is_plain(host.temp);
  return usable ? fs::path{host.temp} : fastest_folder();
}

Result<fs::path> make_private_folder(const Host& host, const std::optional<Account>& account) {
  std::string path = (temp_folder(host, account) / "pgstage-XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr) {
    return input_error(fmt::format("cannot make a folder \"{}\": {}", path, std::strerror(errno)),
                       "Set TMPDIR to a folder that you may write to.");
  }
  if (account && ::chown(path.c_str(), account->user, account->group) != 0) {
    fs::remove(path);
    return input_error(fmt::format("cannot change the owner of \"{}\"", path));
  }
  return fs::path{path};
}

constexpr std::string_view kPort = "5432";

// Nothing here has to survive a crash, and what runs here is over in seconds.
std::vector<std::string> server_arguments(const Binaries& binaries, const fs::path& folder,
                                          const std::vector<std::string>& settings) {
  std::vector<std::string> arguments = {binaries.folder + "/postgres", "-D",
                                        (folder / "data").string()};
  for (const std::string& setting :
       {std::string{"listen_addresses="}, "unix_socket_directories=" + folder.string(),
        std::string{"unix_socket_permissions=0700"}, fmt::format("port={}", kPort),
        std::string{"fsync=off"}, std::string{"full_page_writes=off"},
        std::string{"synchronous_commit=off"}, std::string{"autovacuum=off"},
        std::string{"shared_buffers=16MB"}, std::string{"max_connections=20"},
        std::string{"max_locks_per_transaction=256"}, std::string{"jit=off"},
        std::string{"timezone=UTC"}, std::string{"logging_collector=off"}}) {
    arguments.insert(arguments.end(), {"-c", setting});
  }
  for (const auto& setting : settings) arguments.insert(arguments.end(), {"-c", setting});
  return arguments;
}

/// What is said last counts.
std::string port_in(const std::vector<std::string>& settings) {
  constexpr std::string_view kSetting = "port=";
  const auto found = std::find_if(settings.rbegin(), settings.rend(), [&](const auto& setting) {
    return setting.starts_with(kSetting);
  });
  return found == settings.rend() ? std::string{kPort} : found->substr(kSetting.size());
}

std::string log_of(const fs::path& folder) {
  std::ifstream log{folder / "log"};
  std::string line;
  std::string last;
  while (std::getline(log, line)) {
    // The last FATAL tells why; what follows it are only its consequences.
    if (last.find("FATAL") == std::string::npos) last = line;
  }
  return last.empty() ? "it printed nothing" : last;
}

}  // namespace

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

Result<Server> Server::start(const Binaries& binaries, const Host& host,
                             const std::vector<std::string>& settings) {
  const auto account = account_for_server();
  if (!account) return account.error();
  const auto folder = make_private_folder(host, *account);
  if (!folder) return folder.error();
  const Command command{server_arguments(binaries, *folder, settings), host.environment, *account};
  auto supervisor = Supervisor::start(command, *folder);
  if (!supervisor) {
    fs::remove(*folder);
    return supervisor.error();
  }
  Server server{std::make_unique<Parts>(
      Parts{binaries, folder->string(), *std::move(supervisor), port_in(settings)})};
  auto made = make_data_folder(*folder / "data", binaries, host, *account);
  if (!made) return made.error();

  server.parts_->supervisor.start_server();
  const auto deadline = steady_clock::now() + kStartLimit;
  while (!server.connect("postgres")) {
    if (!server.parts_->supervisor.server_has_ended() && steady_clock::now() < deadline) continue;
    return input_error(fmt::format("the throwaway server of PostgreSQL {} does not start: {}",
                                   binaries.version, log_of(*folder)),
                       "Name another server with --pg-bin.");
  }
  return server;
}

Result<std::unique_ptr<db::Session>> Server::connect(std::string_view database) const {
  return db::libpq_connector(url(database))->connect("pgstage shadow");
}

// Empty options, so that PGOPTIONS is not used.
std::string Server::url(std::string_view database) const {
  return fmt::format("host={} port={} user=postgres dbname={} options=''", parts_->folder,
                     parts_->port, database);
}

const std::string& Server::folder() const { return parts_->folder; }
int Server::major() const { return parts_->binaries.major; }
const std::string& Server::version() const { return parts_->binaries.version; }

}  // namespace pgstage::shadow
