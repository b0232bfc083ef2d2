#include "pooler.hpp"

namespace pgstage::apply {
namespace {

/// Under little load a pooler gives the same backend again and again, so that looking once is not
/// enough where it has several.
constexpr int kLooks = 5;

Result<std::string> backend(db::Session& session) {
  auto rows = session.run("SELECT pg_catalog.pg_backend_pid()");
  if (!rows) return rows.error();
  return rows->rows[0][0].value_or("");
}

/// What PgBouncer says, and no server: that it keeps no transaction together, or that it had no
/// other backend to give.
bool is_of_pooler(const Error& error) {
  return error.message.find("pooling mode") != std::string::npos ||
         error.message.find("query_wait_timeout") != std::string::npos;
}

/// While `second` keeps its backend in a transaction, `first` has still its own.
Result<bool> share_backends(db::Session& first, db::Session& second) {
  auto before = backend(first);
  if (!before) return before.error();
  if (auto begun = second.run("BEGIN"); !begun) {
    if (is_of_pooler(begun.error())) return true;
    return begun.error();
  }
  auto other = backend(second);
  if (!other && !is_of_pooler(other.error())) return other.error();
  // Where there is but one backend, the first would now wait for it.
  bool shared = !other || *other == *before;
  if (!shared) {
    auto after = backend(first);
    if (!after && !is_of_pooler(after.error())) return after.error();
    shared = !after || *after != *before;
  }
  if (auto ended = second.run("ROLLBACK"); !ended) return ended.error();
  return shared;
}

}  // namespace

Result<void> refuse_pooler(db::Session& first, db::Session& second) {
  for (int look = 0; look < kLooks; ++look) {
    auto shared = share_backends(first, second);
    if (!shared) return shared.error();
    if (!*shared) continue;
    return refusal(
        "a connection pooler stands between pgstage and the server, and gives each transaction "
        "another session",
        "Name the server itself with --database-url, or a pool in session mode; the application "
        "may go on using the pooler.");
  }
  return {};
}

}  // namespace pgstage::apply
