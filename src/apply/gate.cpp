#include "gate.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "statements_seen.hpp"
#include "steps.hpp"

namespace pgstage::apply {
namespace {

using Speaks = Evidence::Speaks;

constexpr std::size_t kSessionsShown = 5;

Result<void> ask_checks(db::Session& session, const plan::Gate& gate, std::vector<Evidence>& out) {
  for (const auto& check : gate.checks) {
    const auto true_now = holds(session, check.sql, true);
    if (!true_now) return true_now.error();
    out.push_back(*true_now ? Evidence{check.says, Speaks::For}
                            : Evidence{"it is not so that " + check.says, Speaks::Against});
  }
  return {};
}

// Ours are none of the application's. What the role may not see has neither kind nor beginning.
constexpr std::string_view kOlder = R"(
SELECT pid, usename, application_name, backend_start::timestamptz(0)
  FROM pg_catalog.pg_stat_activity
 WHERE datname = current_database() AND coalesce(backend_type, 'client backend') = 'client backend'
   AND coalesce(application_name, '') NOT LIKE 'pgstage %'
   AND coalesce(backend_start < $1::timestamptz, true)
 ORDER BY backend_start, pid)";

std::string in_words(const db::Row& row) {
  const auto pid = row[0].value_or("?");
  const auto user = row[1].value_or("?");
  if (!row[3]) {
    return fmt::format(
        "since when process {} (user {}) is connected cannot be seen; GRANT "
        "pg_read_all_stats shows it",
        pid, user);
  }
  return fmt::format(
      "process {} (user {}, application {}) is connected since {}, from before the "
      "deploy",
      pid, user, row[2].value_or("").empty() ? "unnamed" : *row[2], *row[3]);
}

Result<void> ask_sessions(db::Session& session, const std::string& deployed,
                          std::vector<Evidence>& out) {
  auto over = session.query("SELECT $1::timestamptz <= clock_timestamp()", {deployed});
  if (!over && !over.error().sqlstate.starts_with("22")) return over.error();
  if (!over || over->rows[0][0] != "t") {
    return refusal(fmt::format("\"{}\" is not a time that has been", deployed),
                   "Say when the new code was everywhere, as in --deployed \"2026-01-31 "
                   "12:00+00\".");
  }
  auto rows = session.query(kOlder, {deployed});
  if (!rows) return rows.error();
  for (std::size_t i = 0; i < std::min(rows->rows.size(), kSessionsShown); ++i) {
    out.push_back({in_words(rows->rows[i]), Speaks::Against});
  }
  if (rows->rows.size() > kSessionsShown) {
    out.push_back(
        {fmt::format("and {} more from before the deploy", rows->rows.size() - kSessionsShown),
         Speaks::Against});
  }
  if (rows->rows.empty()) {
    out.push_back({"nobody is connected since before " + deployed, Speaks::For});
  }
  return {};
}

}  // namespace

Result<std::vector<Evidence>> look_at_gate(db::Session& session, const plan::Phase& phase,
                                           const Options& options, Surroundings& around) {
  std::vector<Evidence> out;
  if (!phase.gate) return out;
  if (auto asked = ask_checks(session, *phase.gate, out); !asked) return asked.error();
  if (!options.deployed.empty()) {
    if (auto asked = ask_sessions(session, options.deployed, out); !asked) return asked.error();
  }
  if (!phase.gate->retires.empty() && options.watch.count() > 0) {
    auto seen = watch_statements(session, phase.gate->retires, options.watch, around);
    if (!seen) return seen.error();
    out.insert(out.end(), seen->begin(), seen->end());
  }
  for (const auto& evidence : out) around.observer.seen_at_gate(evidence);
  return out;
}

Result<std::string> pass_gate(Runner& runner, const plan::Phase& phase) {
  const auto seen = look_at_gate(runner.session(), phase, runner.options(), runner.around());
  if (!seen) return seen.error();
  // What was cut short has shown nothing.
  if (runner.around().interrupted()) {
    return refusal(fmt::format("stopped at the gate before {}", to_string(phase.name)),
                   "Run \"pgstage apply\" again.");
  }
  std::string all;
  for (const auto& evidence : *seen) {
    if (evidence.speaks == Speaks::Against) {
      return refusal(
          fmt::format("the gate before {} is closed: {}", to_string(phase.name), evidence.says),
          "Bring about what it asks for, then run \"pgstage apply\" again.");
    }
    all += (all.empty() ? "" : "; ") + evidence.says;
  }
  return all;
}

}  // namespace pgstage::apply
