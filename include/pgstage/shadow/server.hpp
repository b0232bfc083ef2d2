#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/shadow/locate.hpp"

namespace pgstage::shadow {

/// A throwaway PostgreSQL in a private temporary folder, reached through a Unix socket there.
///
/// The server stops and the folder goes when this object does, and also when our process is
/// killed: a small supervisor process waits for our end. Root hands the server to another user.
class Server {
 public:
  /// `settings` are `name=value` and win over what a throwaway server has otherwise.
  static Result<Server> start(const Binaries& binaries, const Host& host,
                              const std::vector<std::string>& settings = {});

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;
  ~Server();

  /// As the superuser `postgres`.
  Result<std::unique_ptr<db::Session>> connect(std::string_view database) const;
  /// What libpq takes; `database` is a plain lower-case name.
  std::string url(std::string_view database) const;
  const std::string& folder() const;
  int major() const;
  /// As `postgres --version` says it.
  const std::string& version() const;

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace pgstage::shadow
