#include "libpq_session.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <poll.h>

namespace pgstage::db {
namespace {

constexpr std::string_view kConnectionLost = "08006";

std::string field(const PGresult* result, int code) {
  const char* text = pq().resultErrorField(result, code);
  return text == nullptr ? std::string{} : std::string{text};
}

std::string one_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '.')) text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::int64_t affected(PGresult* result) {
  const std::string_view tag = pq().cmdStatus(result);
  constexpr std::array<std::string_view, 5> kWriting = {"INSERT", "UPDATE", "DELETE", "MERGE",
                                                        "COPY"};
  const bool writes = std::any_of(kWriting.begin(), kWriting.end(),
                                  [&](std::string_view verb) { return tag.starts_with(verb); });
  if (!writes) return 0;
  const std::string_view digits = pq().cmdTuples(result);
  std::int64_t count = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), count);
  return count;
}

Row row_of(const PGresult* result, int row, int width) {
  Row out;
  out.reserve(static_cast<std::size_t>(width));
  for (int column = 0; column < width; ++column) {
    if (pq().getisnull(result, row, column) != 0) {
      out.emplace_back();
    } else {
      out.emplace_back(std::string(pq().getvalue(result, row, column),
                                   static_cast<std::size_t>(pq().getlength(result, row, column))));
    }
  }
  return out;
}

}  // namespace

LibpqSession::LibpqSession(Connection connection)
    : connection_(std::move(connection)), cancel_(pq().getCancel(connection_.get())) {
  pq().setNoticeReceiver(
      connection_.get(), [](void*, const PGresult*) {}, nullptr);
}

Result<Rows> LibpqSession::run(std::string_view sql) {
  return rows_of(PqResult{pq().exec(connection_.get(), std::string{sql}.c_str())});
}

/// false when the connection is gone.
bool LibpqSession::wait_for_answer(std::chrono::milliseconds pace,
                                   const std::function<void()>& look) {
  while (pq().isBusy(connection_.get()) != 0) {
    pollfd socket{.fd = pq().socket(connection_.get()), .events = POLLIN, .revents = 0};
    if (socket.fd < 0) return false;
    const int ready = ::poll(&socket, 1, static_cast<int>(pace.count()));
    if (ready > 0 && pq().consumeInput(connection_.get()) == 0) return false;
    if (ready == 0) look();
  }
  return true;
}

// As PQexec() does it: the last result counts, and what comes after an error is not looked at.
Result<Rows> LibpqSession::run_watched(std::string_view sql, std::chrono::milliseconds pace,
                                       const std::function<void()>& look) {
  PqResult last;
  if (pq().sendQuery(connection_.get(), std::string{sql}.c_str()) == 0) return error_of(nullptr);
  for (;;) {
    if (!wait_for_answer(pace, look)) return error_of(nullptr);
    PqResult next{pq().getResult(connection_.get())};
    if (!next) return rows_of(std::move(last));
    last = std::move(next);
    const ExecStatusType status = pq().resultStatus(last.get());
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) return rows_of(std::move(last));
  }
}

Result<Rows> LibpqSession::query(std::string_view sql, const std::vector<Value>& params) {
  std::vector<const char*> values;
  values.reserve(params.size());
  for (const auto& param : params) values.push_back(param ? param->c_str() : nullptr);
  return rows_of(PqResult{pq().execParams(connection_.get(), std::string{sql}.c_str(),
                                          static_cast<int>(values.size()), nullptr, values.data(),
                                          nullptr, nullptr, 0)});
}

void LibpqSession::cancel() {
  std::array<char, 256> why{};
  // When the request does not arrive there is nothing to cancel any more.
  pq().cancel(cancel_.get(), why.data(), static_cast<int>(why.size()));
}

Result<Rows> LibpqSession::rows_of(PqResult result) {
  result = end_copy(std::move(result));
  const ExecStatusType status = pq().resultStatus(result.get());
  if (status == PGRES_EMPTY_QUERY) return Rows{};
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return error_of(result.get());

  Rows out;
  const int width = pq().nfields(result.get());
  const int height = pq().ntuples(result.get());
  for (int column = 0; column < width; ++column) {
    out.columns.emplace_back(pq().fname(result.get(), column));
  }
  out.rows.reserve(static_cast<std::size_t>(height));
  for (int row = 0; row < height; ++row) out.rows.push_back(row_of(result.get(), row, width));
  out.affected = affected(result.get());
  return out;
}

// A COPY from or to the client has no other end here; left open it would block the connection.
PqResult LibpqSession::end_copy(PqResult result) {
  const ExecStatusType status = pq().resultStatus(result.get());
  if (status == PGRES_COPY_IN)
    pq().putCopyEnd(connection_.get(), "there is no client to copy from");
  if (status == PGRES_COPY_OUT) {
    char* line = nullptr;
    while (pq().getCopyData(connection_.get(), &line, 0) > 0) pq().freemem(line);
  }
  if (status != PGRES_COPY_IN && status != PGRES_COPY_OUT) return result;
  PqResult last;
  while (PqResult next{pq().getResult(connection_.get())}) {
    if (!last || pq().resultStatus(last.get()) != PGRES_FATAL_ERROR) last = std::move(next);
  }
  return last;
}

// libpq may hold a connection for good that has told its end: by a message that is FATAL, or
// without any of the server's at all.
Error LibpqSession::error_of(const PGresult* result) {
  Error error{.kind = ErrorKind::Failed,
              .message = one_line(field(result, PG_DIAG_MESSAGE_PRIMARY)),
              .hint = field(result, PG_DIAG_MESSAGE_HINT),
              .sqlstate = field(result, PG_DIAG_SQLSTATE)};
  if (const std::string detail = one_line(field(result, PG_DIAG_MESSAGE_DETAIL)); !detail.empty()) {
    error.message += ": " + detail;
  }
  if (error.message.empty()) error.message = one_line(pq().errorMessage(connection_.get()));
  const std::string severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  lost_ = lost_ || error.sqlstate.empty() || severity == "FATAL" || severity == "PANIC";
  if (!alive()) {
    error.sqlstate = kConnectionLost;
    error.hint = "The connection to the server was lost; see the server's log for the reason.";
  }
  return error;
}

}  // namespace pgstage::db
