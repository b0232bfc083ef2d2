#include "known_queries.hpp"

#include <string_view>

#include <fmt/format.h>

#include "what_plan_says.hpp"

namespace pgstage::shadow {
namespace {

/// What the server says against a query, or nothing. It is sent by itself, so that one that is
/// refused leaves nothing behind.
Result<std::string> refusal(db::Session& session, const KnownQuery& query) {
  const std::string_view before = query.prepares_itself ? "" : "PREPARE pgstage_query AS ";
  // The query may end in a comment.
  const auto done = session.run(fmt::format("{}{}\n; DEALLOCATE ALL", before, query.text));
  if (done) return std::string{};
  if (!session.alive()) return done.error();
  return fmt::format("{} ({})", done.error().message, done.error().sqlstate);
}

}  // namespace

Result<void> KnownQueries::try_start(db::Session& session) {
  for (std::size_t i = 0; i < queries_.size(); ++i) {
    auto refused = refusal(session, queries_[i]);
    if (!refused) return refused.error();
    tried_[i].at_start = *std::move(refused);
  }
  return {};
}

Result<void> KnownQueries::try_end(db::Session& session) {
  for (std::size_t i = 0; i < queries_.size(); ++i) {
    auto refused = refusal(session, queries_[i]);
    if (!refused) return refused.error();
    tried_[i].in_the_end = *std::move(refused);
    tried_[i].told = false;
  }
  return {};
}

Result<std::vector<std::string>> KnownQueries::broken_after(std::size_t phase,
                                                            const plan::Plan& plan,
                                                            db::Session& session) {
  const bool old_code = phase < phases_before_last_gate(plan);
  const bool new_code = phase >= first_phase_of_new_names(plan);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < queries_.size(); ++i) {
    auto& tried = tried_[i];
    const bool old = old_code && tried.at_start.empty();
    if (tried.told || (!old && (!new_code || !tried.in_the_end.empty()))) continue;
    const auto refused = refusal(session, queries_[i]);
    if (!refused) return refused.error();
    tried.told = !refused->empty();
    if (!tried.told) continue;
    out.push_back(fmt::format("{}: a query of {} code cannot be prepared after {}: {}",
                              queries_[i].place, old ? "old" : "new",
                              to_string(plan.phases[phase].name), *refused));
  }
  return out;
}

std::vector<std::string> KnownQueries::unknown() const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < queries_.size(); ++i) {
    const auto& tried = tried_[i];
    if (tried.at_start.empty() || tried.in_the_end.empty()) continue;
    out.push_back(
        fmt::format("{}: a query that fits neither the schema at the start nor that in "
                    "the end, and is not looked at: {}",
                    queries_[i].place, tried.at_start));
  }
  return out;
}

}  // namespace pgstage::shadow
