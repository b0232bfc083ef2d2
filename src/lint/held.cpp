#include "pgstage/lint/held.hpp"

#include <algorithm>

namespace pgstage::lint {
namespace {

bool lasted_on(const Context& context, const QualifiedName& table, const HeldLock& behind) {
  const auto deeds = context.past.to(table);
  return std::any_of(deeds.begin(), deeds.end(), [&](const auto& deed) {
    const bool lasted = deed.scans || deed.rewrites || deed.builds_index;
    // What runs in a body is no more than the statement that runs it.
    return lasted && deed.turn < context.past.turn() &&
           deed.transaction == context.past.transaction() && deed.path == behind.path &&
           deed.line > behind.line;
  });
}

}  // namespace

bool lasted_before(const Context& context, const QualifiedName& table, const HeldLock& behind) {
  // Whoever works long mostly holds a lock of that, too.
  constexpr std::size_t kFirst = 16;
  const auto first = context.held.first(std::min(kFirst, context.held.size()));
  return lasted_on(context, table, behind) ||
         std::any_of(first.begin(), first.end(),
                     [&](const auto& each) { return lasted_on(context, each.relation, behind); });
}

}  // namespace pgstage::lint
