// Code of before and code of then, which run while the schema changes.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/plan/plan.hpp"
#include "pgstage/shadow/compare.hpp"
#include "pgstage/shadow/prove.hpp"

#include "clients.hpp"
#include "databases.hpp"

namespace pgstage::shadow {

/// First lets code think up what it writes to the original: that of before, once for each phase
/// that it lives through, the migration, and that of then. After that sends the same while a plan
/// is carried out, and looks whether each reads what it would have read.
class RunningCode {
 public:
  RunningCode(const plan::Plan& plan, const Databases& databases)
      : plan_(plan), databases_(databases) {}

  void start(std::uint64_t seed, RowStyle style);
  Result<void> write_before_migration(std::string_view database);
  Result<void> write_after_migration(std::string_view database);
  std::size_t writes() const;

  /// The same on a second original, up to and from the migration. Columns that hold other values
  /// there go into `by_chance`, as `values of public.users.seen`.
  Result<void> repeat_before_migration(std::string_view database, std::set<std::string>& by_chance);
  Result<void> repeat_after_migration(std::string_view database, std::set<std::string>& by_chance);

  /// Goes on as if nothing had happened, after a phase of the plan. `accepted` is what may differ.
  Result<void> go_on_as_old(std::size_t phase, std::string_view database,
                            const std::vector<std::string>& accepted, Proof& proof);
  Result<void> go_on_as_new(std::size_t phase, std::string_view database,
                            const std::vector<std::string>& accepted, Proof& proof);
  /// After one step of contract; the one session goes through all of them.
  Result<void> go_on_in_contract(std::size_t step, const plan::Phase& phase,
                                 std::string_view database, Proof& proof);
  Result<void> go_on_in_the_end(std::string_view database, Proof& proof);
  /// How old code left the original when it had written for that phase; null where it did not.
  const Tables* left_by_old(std::size_t phase) const;

 private:
  /// What code wrote, and how that left the database.
  struct Written {
    std::vector<Write> writes;
    Tables after;
  };

  Result<void> know_tables(std::string_view database);
  Result<std::vector<Write>> think_up(std::string_view database);
  Result<Written> think_up_and_look(std::string_view database);
  Result<std::vector<std::string>> send(std::string_view database,
                                        const std::vector<Write>& writes) const;
  Result<void> repeat(std::string_view database, const Written& written,
                      std::set<std::string>& by_chance) const;
  Result<void> go_on(const Written& written, std::string_view database,
                     const std::set<std::string>& unread, const std::vector<std::string>& accepted,
                     const std::string& who, Proof& proof) const;

  const plan::Plan& plan_;
  const Databases& databases_;
  ClientOptions options_;
  std::vector<TableShape> tables_;          ///< As code knows them that writes now.
  std::vector<Written> old_;                ///< After each of the first phases.
  std::optional<Written> before_contract_;  ///< Of new code.
  std::vector<Write> in_contract_;
  std::size_t sent_in_contract_ = 0;
  std::optional<Written> in_the_end_;
  std::unique_ptr<db::Session> through_contract_;
};

}  // namespace pgstage::shadow
