#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/db/session.hpp"

#include "libpq.hpp"

namespace pgstage::db {

struct PqFree {
  void operator()(PGconn* connection) const { pq().finish(connection); }
  void operator()(PGresult* result) const { pq().clear(result); }
  void operator()(PGcancel* cancel) const { pq().freeCancel(cancel); }
};
using Connection = std::unique_ptr<PGconn, PqFree>;
using PqResult = std::unique_ptr<PGresult, PqFree>;

class LibpqSession final : public Session {
 public:
  explicit LibpqSession(Connection connection);

  Result<Rows> run(std::string_view sql) override;
  Result<Rows> run_watched(std::string_view sql, std::chrono::milliseconds pace,
                           const std::function<void()>& look) override;
  Result<Rows> query(std::string_view sql, const std::vector<Value>& params) override;
  void cancel() override;
  int backend_pid() const override { return pq().backendPID(connection_.get()); }
  int server_version_num() const override { return pq().serverVersion(connection_.get()); }
  bool alive() const override { return !lost_ && pq().status(connection_.get()) == CONNECTION_OK; }

 private:
  Result<Rows> rows_of(PqResult result);
  PqResult end_copy(PqResult result);
  bool wait_for_answer(std::chrono::milliseconds pace, const std::function<void()>& look);
  Error error_of(const PGresult* result);

  Connection connection_;
  // Taken while the connection is idle, because PQcancel may be called from another thread and
  // PQgetCancel may not.
  std::unique_ptr<PGcancel, PqFree> cancel_;
  bool lost_ = false;
};

}  // namespace pgstage::db
