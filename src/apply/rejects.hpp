// Rows that a backfill cannot change because of what is in them: named, and passed over.
#pragma once

#include <map>
#include <string>

#include "runner.hpp"

namespace pgstage::apply {

/// Class 22 or 23: the data is wrong, and so it will be the next time (manual, appendix A).
bool is_about_data(const Error& error);

class Rejects {
 public:
  Rejects(Runner& runner, const plan::Step& step) : runner_(runner), step_(step) {}

  /// Whether a walk may go on where an earlier run was. What that has met counts then; if it gave
  /// up over it, everything begins anew.
  Result<bool> take_up(bool resumed);
  /// Within a transaction: the rows of one block, one by one. Gives how many were changed.
  Result<std::int64_t> change_one_by_one(const std::string& block);
  /// Within a transaction: the one row with that key of a walk by key.
  Result<void> reject_key(const std::string& key, const Error& error);
  /// Fails when there are any. The next run goes through the table once more.
  Result<void> refuse() const;

 private:
  Result<void> learn_key();
  Result<void> reject(const std::string& row, const Error& error);
  Error failed(const std::vector<Reject>& rejects) const;

  Runner& runner_;
  const plan::Step& step_;
  std::string columns_;                          ///< Of the key, as SQL; empty: there is none.
  std::map<std::string, std::string> messages_;  ///< Of the rows that this run has met.
};

}  // namespace pgstage::apply
