#include "pgstage/lint/held.hpp"

#include <algorithm>

namespace pgstage::lint {

const HeldLock* first_held(const Context& context) {
  const auto found =
      std::find_if(context.held.begin(), context.held.end(),
                   [&](const HeldLock& held) { return !context.past.dropped(held.relation); });
  return found == context.held.end() ? nullptr : &*found;
}

}  // namespace pgstage::lint
