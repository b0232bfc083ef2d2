#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <libpq-fe.h>

#include "pgstage/db/session.hpp"

namespace pgstage::db {

struct PqFree {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* result) const { PQclear(result); }
  void operator()(PGcancel* cancel) const { PQfreeCancel(cancel); }
};
using Connection = std::unique_ptr<PGconn, PqFree>;
using PqResult = std::unique_ptr<PGresult, PqFree>;

class LibpqSession final : public Session {
 public:
  explicit LibpqSession(Connection connection);

  Result<Rows> run(std::string_view sql) override;
  Result<Rows> query(std::string_view sql, const std::vector<Value>& params) override;
  void cancel() override;
  int backend_pid() const override { return PQbackendPID(connection_.get()); }
  int server_version_num() const override { return PQserverVersion(connection_.get()); }
  bool alive() const override { return PQstatus(connection_.get()) == CONNECTION_OK; }

 private:
  Result<Rows> rows_of(PqResult result);
  PqResult end_copy(PqResult result);
  Error error_of(const PGresult* result) const;

  Connection connection_;
  // Taken while the connection is idle, because PQcancel may be called from another thread and
  // PQgetCancel may not.
  std::unique_ptr<PGcancel, PqFree> cancel_;
};

}  // namespace pgstage::db
