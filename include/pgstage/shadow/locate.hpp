#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pgstage/model/result.hpp"

namespace pgstage::shadow {

/// What a throwaway server uses of the machine. A value, so that a test can invent a machine.
struct Host {
  std::string path;        ///< As PATH: folders with colons between.
  std::string home;        ///< Empty: the user has none.
  std::string cache_home;  ///< XDG_CACHE_HOME, or empty.
  std::string temp;        ///< TMPDIR, or empty.
  std::string root;        ///< Put before the well-known folders of PostgreSQL.
  /// `NAME=value`, all that server programs get to see of the environment.
  std::vector<std::string> environment;
};

/// The machine we run on, as the environment describes it.
Host this_host();

/// Which server a person asked for.
struct WantedServer {
  std::string pg_bin;        ///< Folder of `postgres` and `initdb`; empty: look for it.
  std::optional<int> major;  ///< Nothing: the one on the PATH, else the newest.
};

struct Binaries {
  std::string folder;
  std::string version;  ///< What `postgres --version` says after the product's name.
  int major = 0;
};

/// Looks at --pg-bin, or else at the PATH, `pg_config --bindir` and the folders of Debian, Red Hat,
/// Homebrew and Postgres.app. Finding none is an error that says what to install.
Result<Binaries> locate(const WantedServer& wanted, const Host& host);

}  // namespace pgstage::shadow
