// The runs of a plan, as the journal knows them: who, since when, and when last heard of.
#include <fmt/format.h>

#include "journal.hpp"

namespace pgstage::apply {

Result<Epoch> Journal::take_epoch(db::Session& session, const std::string& runner,
                                  const std::string& backend) const {
  auto rows = session.query(
      fmt::format(
          "WITH taken AS (UPDATE {} SET epoch = epoch + 1 WHERE plan = $1 RETURNING plan, "
          "epoch, stalled_ms), run AS (INSERT INTO {} (plan, epoch, runner, backend) SELECT "
          "plan, epoch, $2, $3::int FROM taken) SELECT epoch, stalled_ms FROM taken",
          table("plans"), table("runs")),
      {plan_, runner, backend});
  if (!rows) return rows.error();
  return Epoch{*rows->rows[0][0], milliseconds{std::stoll(*rows->rows[0][1])}};
}

void Journal::beat(db::Session& session, const std::string& epoch) const {
  // Nothing hangs on it: what is wrong with the session shows with the next step.
  (void)session.query(
      fmt::format("UPDATE {} SET seen = clock_timestamp() WHERE plan = $1 AND epoch "
                  "= $2::bigint",
                  table("runs")),
      {plan_, epoch});
}

void Journal::end_run(db::Session& session, const std::string& epoch) const {
  (void)session.query(fmt::format("UPDATE {} SET seen = clock_timestamp(), ended = "
                                  "clock_timestamp() WHERE plan = $1 AND epoch = $2::bigint",
                                  table("runs")),
                      {plan_, epoch});
}

std::optional<std::string> Journal::runner_of(db::Session& session,
                                              const std::string& backend) const {
  // The journal may belong to others, or not be there yet.
  auto rows = session.query(
      fmt::format("SELECT runner || ', heard of ' || extract(epoch FROM clock_timestamp() - "
                  "seen)::bigint || ' s ago' FROM {} WHERE backend = $1::int AND ended IS NULL "
                  "ORDER BY began DESC LIMIT 1",
                  table("runs")),
      {backend});
  if (!rows || rows->rows.empty()) return std::nullopt;
  return rows->rows[0][0];
}

}  // namespace pgstage::apply
