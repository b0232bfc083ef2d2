#include "running_code.hpp"

#include <fmt/format.h>

#include "what_plan_says.hpp"

namespace pgstage::shadow {

void RunningCode::start(std::uint64_t seed, RowStyle style) {
  options_ = {.seed = seed, .style = style, .by_chance = valued_otherwise(plan_)};
  old_.clear();
  before_contract_.reset();
  in_contract_.clear();
  sent_in_contract_ = 0;
  in_the_end_.reset();
  through_contract_.reset();
}

Result<void> RunningCode::know_tables(std::string_view database) {
  const auto session = databases_.connect(database);
  if (!session) return session.error();
  auto tables = table_shapes(**session);
  if (!tables) return tables.error();
  tables_ = *std::move(tables);
  return {};
}

/// Code connects anew each time, as sequences with a cache give each session numbers of its own.
Result<std::vector<Write>> RunningCode::think_up(std::string_view database) {
  ++options_.seed;
  const auto session = databases_.connect(database);
  return session ? write(**session, tables_, options_) : session.error();
}

Result<RunningCode::Written> RunningCode::think_up_and_look(std::string_view database) {
  auto writes = think_up(database);
  if (!writes) return writes.error();
  auto after = databases_.tables_of(database);
  if (!after) return after.error();
  return Written{*std::move(writes), *std::move(after)};
}

Result<void> RunningCode::write_before_migration(std::string_view database) {
  options_.left_alone = left_alone(plan_);
  if (auto known = know_tables(database); !known) return known;
  for (std::size_t i = 0; i < phases_of_old_code(plan_); ++i) {
    auto written = think_up_and_look(database);
    if (!written) return written.error();
    old_.push_back(*std::move(written));
  }
  return {};
}

Result<void> RunningCode::write_after_migration(std::string_view database) {
  options_.left_alone = later_for_new_code(plan_);
  if (auto known = know_tables(database); !known) return known;
  if (first_phase_of_new_code(plan_) + 1 < plan_.phases.size()) {
    auto written = think_up_and_look(database);
    if (!written) return written.error();
    before_contract_ = *std::move(written);
    auto writes = think_up(database);
    if (!writes) return writes.error();
    in_contract_ = *std::move(writes);
  }
  options_.left_alone.clear();
  auto written = think_up_and_look(database);
  if (!written) return written.error();
  in_the_end_ = *std::move(written);
  return {};
}

std::size_t RunningCode::writes() const {
  std::size_t out = in_contract_.size();
  for (const auto& written : old_) out += written.writes.size();
  if (before_contract_) out += before_contract_->writes.size();
  if (in_the_end_) out += in_the_end_->writes.size();
  return out;
}

Result<std::vector<std::string>> RunningCode::send(std::string_view database,
                                                   const std::vector<Write>& writes) const {
  const auto session = databases_.connect(database);
  return session ? write_again(**session, writes) : session.error();
}

Result<void> RunningCode::repeat(std::string_view database, const Written& written,
                                 std::set<std::string>& by_chance) const {
  const auto problems = send(database, written.writes);
  if (!problems) return problems.error();
  const auto second = databases_.tables_of(database);
  if (!second) return second.error();
  for (auto& column : differing_columns(written.after, *second)) {
    by_chance.insert("values of " + std::move(column));
  }
  return {};
}

Result<void> RunningCode::repeat_before_migration(std::string_view database,
                                                  std::set<std::string>& by_chance) {
  for (const auto& written : old_) {
    auto repeated = repeat(database, written, by_chance);
    if (!repeated) return repeated;
  }
  return {};
}

Result<void> RunningCode::repeat_after_migration(std::string_view database,
                                                 std::set<std::string>& by_chance) {
  if (before_contract_) {
    auto repeated = repeat(database, *before_contract_, by_chance);
    if (!repeated) return repeated;
  }
  const auto problems = send(database, in_contract_);
  if (!problems) return problems.error();
  return in_the_end_ ? repeat(database, *in_the_end_, by_chance) : Result<void>{};
}

Result<void> RunningCode::go_on(const Written& written, std::string_view database,
                                const std::set<std::string>& unread,
                                const std::vector<std::string>& accepted, const std::string& who,
                                Proof& proof) const {
  const auto session = databases_.connect(database);
  if (!session) return session.error();
  auto problems = write_again(**session, written.writes);
  if (!problems) return problems.error();
  Snapshot expected{{}, written.after};
  for (const auto& table : unread) expected.tables.erase(table);
  auto found = read_as(**session, expected.tables, *problems);
  if (!found) return found.error();
  auto allowed = accepted;
  for (const auto& table : left_alone(plan_)) allowed.push_back("rows of " + table);
  for (auto& line : differences(expected, {{}, *std::move(found)}, allowed))
    problems->push_back(std::move(line));
  for (const auto& line : *problems) proof.differences.push_back(who + line);
  return {};
}

Result<void> RunningCode::go_on_as_old(std::size_t phase, std::string_view database,
                                       const std::vector<std::string>& accepted, Proof& proof) {
  if (phase >= old_.size()) return {};
  return go_on(old_[phase], database, not_read(plan_), accepted,
               fmt::format("old code after {}: ", to_string(plan_.phases[phase].name)), proof);
}

Result<void> RunningCode::go_on_as_new(std::size_t phase, std::string_view database,
                                       const std::vector<std::string>& accepted, Proof& proof) {
  if (!before_contract_ || phase != first_phase_of_new_code(plan_)) return {};
  return go_on(*before_contract_, database, later_for_new_code(plan_), accepted,
               fmt::format("new code after {}: ", to_string(plan_.phases[phase].name)), proof);
}

Result<void> RunningCode::go_on_in_contract(std::size_t step, const plan::Phase& phase,
                                            std::string_view database, Proof& proof) {
  if (!through_contract_) {
    auto session = databases_.connect(database);
    if (!session) return session.error();
    through_contract_ = *std::move(session);
  }
  const auto end = in_contract_.size() * (step + 1) / phase.steps.size();
  const auto problems = write_again(
      *through_contract_, {in_contract_.begin() + static_cast<std::ptrdiff_t>(sent_in_contract_),
                           in_contract_.begin() + static_cast<std::ptrdiff_t>(end)});
  if (!problems) return problems.error();
  sent_in_contract_ = end;
  for (const auto& line : *problems) {
    proof.differences.push_back(
        fmt::format("new code after step \"{}\": {}", phase.steps[step].id, line));
  }
  return {};
}

Result<void> RunningCode::go_on_in_the_end(std::string_view database, Proof& proof) {
  if (!in_the_end_) return {};
  const auto problems = send(database, in_the_end_->writes);
  if (!problems) return problems.error();
  for (const auto& line : *problems) proof.differences.push_back("new code: " + line);
  return {};
}

const Tables* RunningCode::left_by_old(std::size_t phase) const {
  return phase < old_.size() ? &old_[phase].after : nullptr;
}

}  // namespace pgstage::shadow
