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

/// While `second` keeps its backend in a transaction, `first` has still its own.
Result<bool> share_backends(db::Session& first, db::Session& second) {
  auto before = backend(first);
  if (!before) return before.error();
  if (auto begun = second.run("BEGIN"); !begun) {
    // Not even transactions are kept, or else the server has gone, for the first as well.
    auto there = backend(first);
    if (!there) return there.error();
    return true;
  }
  auto other = backend(second);
  // Where there is but one backend, the first would now wait for it.
  bool shared = !other || *other == *before;
  if (!other) {
    if (auto there = backend(first); !there) return there.error();
  }
  if (!shared) {
    auto after = backend(first);
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
