// What the clients of a sample do, tried before it counts.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/plan/plan.hpp"
#include "pgstage/shadow/rounds.hpp"

#include "support/recipe_samples.hpp"

namespace pgstage::live {

inline constexpr std::size_t kClients = 3;

/// A session in a database of the server that is there.
std::unique_ptr<db::Session> connect_to(const std::string& database);

/// The databases of a sample, which are dropped with it, and what code of before and of then can do
/// there without failing by itself.
class Rehearsal {
 public:
  Rehearsal(const tests::RecipeSample& sample, const plan::Plan& plan);
  ~Rehearsal();
  Rehearsal(const Rehearsal&) = delete;
  Rehearsal& operator=(const Rehearsal&) = delete;

  /// Tells why there is nothing that anybody can do; else nothing.
  std::string make();

  /// A copy of a database that nobody uses, with the migration as written; none where it fails.
  std::string migrated(const std::string& database);
  /// A database that the migration as written has run on, and the one for the plan.
  const std::string& then() const { return then_; }
  const std::string& target() const { return target_; }
  const std::vector<shadow::Round>& old_rounds() const { return old_rounds_; }
  const std::vector<shadow::Round>& new_rounds() const { return new_rounds_; }
  /// Who cannot write to which table, and why.
  const std::set<std::string>& notes() const { return notes_; }

 private:
  struct Filling {
    shadow::RowStyle style = shadow::RowStyle::Plain;
    int rows = 0;
  };

  std::string copy(const std::string& what);
  std::string fill(const Filling& filling);
  shadow::Rounds think_up(const std::string& known, const std::string& tried,
                          shadow::RoundOptions options) const;
  void think_up_old();
  std::string think_up_new();

  const tests::RecipeSample& sample_;
  const plan::Plan& plan_;
  std::vector<std::string> migration_;
  shadow::RowStyle style_ = shadow::RowStyle::Plain;
  std::vector<std::string> databases_;
  std::string template_;
  std::string then_;
  std::string target_;
  std::vector<shadow::Round> old_rounds_;
  std::vector<shadow::Round> new_rounds_;
  std::set<std::string> notes_;
};

}  // namespace pgstage::live
