#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/model/result.hpp"

namespace pgstage::db {

/// A text value of a result; no value for NULL.
using Value = std::optional<std::string>;
using Row = std::vector<Value>;

struct Rows {
  std::vector<std::string> columns;
  std::vector<Row> rows;
  std::int64_t affected = 0;  ///< Of INSERT, UPDATE, DELETE, MERGE.
};

/// One connection to a server. Not for use by two threads at once.
///
/// Errors carry the server's SQLSTATE; a lost connection is 08006. Messages never hold a password.
class Session {
 public:
  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  virtual ~Session() = default;

  /// Several statements, separated by semicolons, through the simple protocol: one implicit
  /// transaction. Gives the rows of the last one.
  virtual Result<Rows> run(std::string_view sql) = 0;
  /// As run(), and calls `look` whenever another `pace` has gone by without an answer. `look` may
  /// use other sessions and cancel() this one, but not run anything on it.
  virtual Result<Rows> run_watched(std::string_view sql, std::chrono::milliseconds pace,
                                   const std::function<void()>& look) = 0;
  /// One statement with `$1` … parameters in text form.
  virtual Result<Rows> query(std::string_view sql, const std::vector<Value>& params) = 0;
  /// Asks the server to cancel what this session runs. May be called from a signal-free thread
  /// while run() or query() waits.
  virtual void cancel() = 0;
  virtual int backend_pid() const = 0;
  virtual int server_version_num() const = 0;
  virtual bool alive() const = 0;
};

/// Opens sessions to one database; the seam behind which a test puts a script.
class Connector {
 public:
  Connector() = default;
  Connector(const Connector&) = delete;
  Connector& operator=(const Connector&) = delete;
  virtual ~Connector() = default;

  virtual Result<std::unique_ptr<Session>> connect(std::string_view application_name) = 0;
  /// Where it connects to, without a password, for messages.
  virtual std::string target() const = 0;
};

/// The same connection as libpq's environment variables, `NAME=value`, for programs of PostgreSQL
/// that are to be started for it: so a password stands on no command line.
Result<std::vector<std::string>> connection_environment(const std::string& url);

/// Of libpq: `15.4`, or that it is not installed.
std::string client_version();

/// libpq behind the two interfaces. `url` is whatever libpq takes: a URI, a conninfo string, or
/// empty for the PG* environment variables. What a URI says to Prisma alone is passed over.
std::unique_ptr<Connector> libpq_connector(const std::string& url);

}  // namespace pgstage::db
