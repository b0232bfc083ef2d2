#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr auto kParameters = std::to_array<lint::Parameter>(
    {{"order", "", "tables in the order in which the application locks them"}});

/// Where a table stands in the list that somebody declared, with or without its schema.
std::optional<std::size_t> place_in(std::string_view order, const QualifiedName& table) {
  for (std::size_t place = 0; !order.empty(); ++place) {
    const auto space = std::min(order.find(' '), order.size());
    const auto word = order.substr(0, space);
    if (word == table.sql() || word == table.plain() || word == table.name) return place;
    order.remove_prefix(std::min(space + 1, order.size()));
  }
  return std::nullopt;
}

/// An earlier transaction of the deploy that locked `second` before `first`: the statement that
/// came to `first`.
const lint::Deed* opposite(const lint::Past& past, const QualifiedName& first,
                           const QualifiedName& second) {
  for (const auto& late : past.to(first)) {
    if (late.transaction == past.transaction() || !blocks_writes(late.mode)) continue;
    const auto of_it = [&](const lint::Deed& deed) {
      return deed.transaction == late.transaction && blocks_writes(deed.mode);
    };
    const auto deeds = past.to(second);
    const auto other = std::find_if(deeds.begin(), deeds.end(), of_it);
    if (other == deeds.end() || other->turn >= late.turn) continue;
    const auto own = past.to(first);
    // It had locked the first one all along.
    if (std::find_if(own.begin(), own.end(), of_it)->turn == late.turn) return &late;
  }
  return nullptr;
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (context.held.empty()) return;
  const auto order = context.parameter("lock-order-conflict", "order");
  for (const auto& lock : effects.locks) {
    if (!blocks_writes(lock.mode) || !context.live(lock.relation)) continue;
    const auto is_it = [&](const auto& held) { return held.relation == lock.relation; };
    if (std::any_of(context.held.begin(), context.held.end(), is_it)) continue;
    const auto place = place_in(order, lock.relation);
    for (const auto& held : context.held) {
      const auto before = place_in(order, held.relation);
      const auto* late = opposite(context.past, held.relation, lock.relation);
      const bool declared = place && before && *place < *before;
      if (!declared && late == nullptr) continue;
      out.add({.span = context.span_of_action(lock.action),
               .message = fmt::format(
                   "this locks {} after {}; {} has it the other way round",
                   lint::table_words(lock.relation), lint::table_words(held.relation),
                   declared
                       ? std::string{"the declared order"}
                       : fmt::format("the transaction of line {} of {}", late->line, late->path))});
      return;
    }
  }
}

}  // namespace

extern const lint::Rule lock_order_conflict = {
    .info =
        {
            .id = "lock-order-conflict",
            .title =
                "tables are locked in an order that another transaction has the other way round",
            .severity = Severity::Warning,
            .category = lint::Category::Transaction,
            .why =
                "Two transactions that lock the same tables in different orders can each wait for "
                "the other until the server cancels one of them (40P01). When two migrations have "
                "different orders, the application goes against one of them, whichever order is "
                "its own.",
            .instead =
                "Lock the tables in the order of the application everywhere, or give each table a "
                "transaction of its own.",
            .fine = "The application never touches both tables in one transaction.",
            .source = "Explicit Locking, Deadlocks",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules
