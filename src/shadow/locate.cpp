#include "pgstage/shadow/locate.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include <fmt/format.h>
#include <unistd.h>

#include "process.hpp"

namespace pgstage::shadow {
namespace {

namespace fs = std::filesystem;

// The oldest major that prove and apply work on.
constexpr int kOldestMajor = 14;

/// Servers live in `<parent>/<prefix><major>/bin`.
struct Layout {
  std::string_view parent;
  std::string_view prefix;
};

constexpr std::array<Layout, 6> kLayouts = {{
    {"/usr/lib/postgresql", ""},                        // Debian, Ubuntu
    {"/usr", "pgsql-"},                                 // Red Hat, from postgresql.org
    {"/opt/homebrew/opt", "postgresql@"},               // Homebrew on Apple silicon
    {"/usr/local/opt", "postgresql@"},                  // Homebrew on Intel
    {"/home/linuxbrew/.linuxbrew/opt", "postgresql@"},  // Homebrew on Linux
    {"/Applications/Postgres.app/Contents/Versions", ""},
}};

bool executable(const fs::path& file) {
  std::error_code ignored;
  return fs::is_regular_file(file, ignored) && ::access(file.c_str(), X_OK) == 0;
}

bool has_server(const fs::path& folder) {
  return executable(folder / "postgres") && executable(folder / "initdb");
}

int leading_number(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) break;
    number = number * 10 + (c - '0');
  }
  return number;
}

Result<std::string> printed_by(const fs::path& program, std::string option, const Host& host) {
  auto text = output_of(Command{{program.string(), std::move(option)}, host.environment, {}});
  if (!text) return text;
  while (!text->empty() && text->back() == '\n') text->pop_back();
  return text;
}

/// The folder of a program on the PATH, with symbolic links followed, since only its real folder
/// holds its neighbours too.
std::optional<fs::path> folder_on_path(std::string_view program, const Host& host) {
  std::string_view rest = host.path;
  while (!rest.empty()) {
    const auto colon = std::min(rest.find(':'), rest.size());
    const fs::path file = fs::path{rest.substr(0, colon)} / program;
    rest.remove_prefix(std::min(colon + 1, rest.size()));
    std::error_code failed;
    const fs::path real = fs::canonical(file, failed);
    if (!failed && executable(real)) return real.parent_path();
  }
  return std::nullopt;
}

std::vector<fs::path> well_known_folders(const Host& host) {
  std::vector<std::pair<int, fs::path>> found;
  for (const auto& layout : kLayouts) {
    std::error_code missing;
    for (const auto& entry :
         fs::directory_iterator(host.root + std::string{layout.parent}, missing)) {
      const std::string name = entry.path().filename();
      if (!name.starts_with(layout.prefix)) continue;
      const int major = leading_number(std::string_view{name}.substr(layout.prefix.size()));
      if (major > 0) found.emplace_back(major, entry.path() / "bin");
    }
  }
  std::sort(found.rbegin(), found.rend());
  std::vector<fs::path> folders;
  folders.reserve(found.size());
  for (auto& [major, folder] : found) folders.push_back(std::move(folder));
  return folders;
}

std::vector<fs::path> candidates(const Host& host) {
  std::vector<fs::path> folders;
  if (auto folder = folder_on_path("postgres", host)) folders.push_back(*std::move(folder));
  if (const auto folder = folder_on_path("pg_config", host)) {
    if (auto bindir = printed_by(*folder / "pg_config", "--bindir", host)) {
      folders.emplace_back(*std::move(bindir));
    }
  }
  for (auto& folder : well_known_folders(host)) folders.push_back(std::move(folder));
  return folders;
}

Result<Binaries> examine(const fs::path& folder, const Host& host) {
  auto printed = printed_by(folder / "postgres", "--version", host);
  if (!printed) return printed.error();
  constexpr std::string_view kProduct = "(PostgreSQL) ";
  const auto at = printed->find(kProduct);
  std::string version = at == std::string::npos ? "" : printed->substr(at + kProduct.size());
  const int major = leading_number(version);
  if (major < kOldestMajor) {
    return input_error(
        fmt::format("the server in \"{}\" is too old: {}", folder.string(), *printed),
        fmt::format("Name one of PostgreSQL {} or later with --pg-bin.", kOldestMajor));
  }
  return Binaries{folder.string(), std::move(version), major};
}

Result<Binaries> explicitly_named(const WantedServer& wanted, const Host& host) {
  std::error_code failed;
  const fs::path folder = fs::canonical(wanted.pg_bin, failed);
  if (failed || !has_server(folder)) {
    return input_error(
        fmt::format("there is no PostgreSQL server in \"{}\"", wanted.pg_bin),
        "Name the folder that holds the programs postgres and initdb with --pg-bin.");
  }
  auto found = examine(folder, host);
  if (found && wanted.major && found->major != *wanted.major) {
    return input_error(fmt::format("the server in \"{}\" is PostgreSQL {}, not {}", wanted.pg_bin,
                                   found->major, *wanted.major));
  }
  return found;
}

Error nothing_found(const WantedServer& wanted) {
  if (wanted.major && *wanted.major < kOldestMajor) {
    return input_error(fmt::format("PostgreSQL {} is too old to prove on", *wanted.major),
                       fmt::format("Use PostgreSQL {} or later.", kOldestMajor));
  }
  const std::string major = wanted.major ? std::to_string(*wanted.major) : "";
  const std::string package = wanted.major ? "postgresql-" + major : "postgresql";
  const std::string formula = "postgresql@" + (wanted.major ? major : "17");
  return input_error(
      wanted.major ? fmt::format("no server of PostgreSQL {} was found on this machine", major)
                   : "no PostgreSQL server was found on this machine",
      fmt::format("Install one (\"apt-get install {}\", \"brew install {}\") or name its folder "
                  "with --pg-bin.",
                  package, formula));
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Host this_host() {
  Host host{.path = variable("PATH"),
            .home = variable("HOME"),
            .cache_home = variable("XDG_CACHE_HOME"),
            .temp = variable("TMPDIR")};
  // Not the rest: the server reads PGPORT, PGDATESTYLE and the locale from it.
  host.environment = {"PATH=" + host.path, "LC_ALL=C"};
  for (const char* name : {"LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"}) {
    const std::string value = variable(name);
    if (!value.empty()) host.environment.push_back(std::string{name} + "=" + value);
  }
  return host;
}

Result<Binaries> locate(const WantedServer& wanted, const Host& host) {
  if (!wanted.pg_bin.empty()) return explicitly_named(wanted, host);
  for (const auto& folder : candidates(host)) {
    if (!has_server(folder)) continue;
    auto found = examine(folder, host);
    if (found && (!wanted.major || found->major == *wanted.major)) return found;
  }
  return nothing_found(wanted);
}

}  // namespace pgstage::shadow
