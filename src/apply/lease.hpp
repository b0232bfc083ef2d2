// What makes this run the only one: a lock that the second session holds as long as it lives, and
// an epoch in the journal, which every step's transaction checks. Who was paused while another took
// over has the wrong epoch when it wakes up.
#pragma once

#include <string>

#include "pgstage/apply/apply.hpp"

#include "journal.hpp"

namespace pgstage::apply {

class Lease {
 public:
  Lease(const Journal& journal, const Options& options, Surroundings& around);

  /// Tried again and again for as long as the options say, never waited for in the server.
  Result<void> take_lock(db::Session& holder);
  /// A new epoch, before the first change; every earlier one is void. Gives how long others have
  /// waited for the plan until now.
  Result<milliseconds> take_epoch(db::Session& session, db::Session& holder);
  bool taken() const { return !epoch_.empty(); }
  /// The epoch is still ours and the lock still held; to be asked inside a step's transaction,
  /// whose number it gives.
  Result<std::string> check(db::Session& session, db::Session& holder);
  /// Lets others see that this run is alive; at most every few seconds.
  void beat(db::Session& holder);
  /// Lets others see that it is over.
  void end(db::Session& session);

 private:
  std::string key() const;
  Error refused(db::Session& asking) const;

  const Journal& journal_;
  const Options& options_;
  Surroundings& around_;
  std::string epoch_;
  milliseconds beaten_{0};
};

}  // namespace pgstage::apply
