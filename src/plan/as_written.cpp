// What no recipe takes is run as it was written. In expand goes what running code does not notice;
// its undo is the opposite of what it makes, or what the server knew before. All else, above all
// what cannot be taken back, waits in contract behind a gate.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "kept_definition.hpp"
#include "recipe.hpp"
#include "reverse.hpp"
#include "steps.hpp"

namespace pgstage::plan {
namespace {

/// What is made inside something new goes when that goes.
bool inside_new(const Change& change) {
  for (const auto& lock : change.effects.locks) {
    if (change.live(lock.relation)) return false;
  }
  return !change.effects.locks.empty();
}

std::string title_of(const Change& change) {
  std::string title = change.text.substr(0, change.text.find('\n'));
  constexpr std::size_t kLongest = 72;
  if (title.size() <= kLongest) return title;
  return truncate_ident(title.substr(0, kLongest)) + "…";
}

/// What has to be so before it may be done, for what running code would notice or nobody can take
/// back.
std::string asked_for(const Change& change, const std::string& title) {
  using What = effects::Broken::What;
  for (const auto& broken : change.effects.breaks) {
    const auto object =
        broken.part.empty() ? broken.relation.sql() : column_object(broken.relation, broken.part);
    switch (broken.what) {
      case What::Name:
      case What::Gone:
        return fmt::format("deploy code that does not use {}", object);
      case What::NeedsValue:
        return fmt::format("deploy code that gives {} a value", object);
      case What::Type:
        return fmt::format("deploy code that takes {} as it will be", object);
      case What::Restriction:
      case What::RowShape:
      case What::Modifier:
        break;
    }
  }
  if (!change.effects.destroys.empty()) {
    return fmt::format("make sure that nobody needs {}, and keep a backup: it will be gone",
                       change.effects.destroys.front().relation.sql());
  }
  if (!change.effects.drops.empty()) {
    return fmt::format("deploy code that does not use {}", change.effects.drops.front().sql());
  }
  if (std::holds_alternative<sql::Drop>(change.view)) {
    return fmt::format("deploy code that does without what this takes away: {}", title);
  }
  return fmt::format("make sure that this is right, since it cannot be taken back: {}", title);
}

/// A rule that is there from now on is noticed by nobody who kept to it before, as the recipes for
/// constraints take for granted, too.
bool is_noticed(const effects::Effects& effects) {
  using What = effects::Broken::What;
  return std::any_of(effects.breaks.begin(), effects.breaks.end(), [](const auto& broken) {
    return broken.what != What::RowShape && broken.what != What::Modifier &&
           broken.what != What::Restriction;
  });
}

Step step_of(const Change& change, const Reverse& reverse) {
  Metadata parts{.title = title_of(change), .sql = {change.text}, .undo = {}, .done = reverse.done};
  if (!reverse.undo.empty()) parts.undo = {reverse.undo};
  if (!reverse.kept.empty()) {
    const auto key = fmt::format("{}:{}", change.origin.path, change.number);
    parts.sql.insert(parts.sql.begin(), keep_definition(key, reverse.kept));
    parts.undo.push_back(restore_definition(key));
  }
  return change.effects.transaction_allowed ? metadata_step(change, std::move(parts))
                                            : concurrent_step(change, std::move(parts));
}

}  // namespace

void as_written(const Change& change, Draft& out) {
  const auto reverse = reverse_of(change);
  if (reverse && !reverse->kept.empty()) out.keep_definitions();
  Step step = step_of(change, reverse.value_or(Reverse{}));
  if (inside_new(change) || (reverse && !is_noticed(change.effects))) {
    out.expand(std::move(step));
    return;
  }
  out.gate(PhaseName::Contract, asked_for(change, step.title));
  if (reverse) {
    out.contract(std::move(step));
  } else {
    out.contract_for_good(std::move(step));
  }
}

}  // namespace pgstage::plan
