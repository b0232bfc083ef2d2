// Who stands in the way of a lock: sessions, autovacuum, prepared transactions.
#pragma once

#include <string>
#include <vector>

#include "locks.hpp"
#include "runner.hpp"

namespace pgstage::apply {

/// Who holds what the locks of a step conflict with.
std::vector<Blocker> holders_of(Runner& runner, const std::vector<StepLock>& locks);
std::vector<Blocker> holders_of(Runner& runner, const plan::Step& step);
/// Whom the session waits for right now, whatever it waits for.
std::vector<Blocker> blockers_of_session(Runner& runner);

/// Whether it is no use to queue behind it: its transaction is old, or will not end by itself.
bool is_lasting(const Runner& runner, const Blocker& blocker);
bool any_lasting(const Runner& runner, const std::vector<Blocker>& blockers);
/// Whether only autovacuum is in the way, which gives way to who waits long enough.
bool is_only_autovacuum(const std::vector<Blocker>& blockers);

/// Cancels or terminates, where the options ask for it, the sessions among them whose transactions
/// are old; those that only read before those that wrote.
void end_lasting(Runner& runner, const plan::Step& step, const std::vector<Blocker>& blockers);

/// All of them, to be put behind an error message; empty when nobody is known.
std::string in_the_way(const std::vector<Blocker>& blockers);

}  // namespace pgstage::apply
