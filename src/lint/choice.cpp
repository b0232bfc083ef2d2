#include "pgstage/lint/choice.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "pgstage/model/similar.hpp"

namespace pgstage::lint {
namespace {

using Covering = std::vector<const Choice*>;

constexpr int kNobody = -1;

std::optional<Severity> severity_of(Level level) {
  switch (level) {
    case Level::Notice:
      return Severity::Notice;
    case Level::Warning:
      return Severity::Warning;
    case Level::Error:
      return Severity::Error;
    case Level::Off:
    case Level::On:
      return std::nullopt;
  }
  return std::nullopt;
}

/// Of a category and a group that differ, the one that turns off counts, or else is more severe.
int rank(Level level) { return level == Level::Off ? 100 : static_cast<int>(level); }

/// What one place says about a rule, and by how close a name.
std::optional<std::pair<int, Level>> said_in(const Choice& choice, const Rule& rule) {
  std::optional<std::pair<int, Level>> said;
  for (const auto& wish : choice.wishes) {
    const auto close = closeness(rule, wish.name);
    if (!close) continue;
    const bool counts = !said || *close > said->first ||
                        (*close == said->first && rank(wish.level) > rank(said->second));
    if (counts) said = {*close, wish.level};
  }
  return said;
}

void add_rule(const Rule& rule, const Covering& covering, Chosen& out) {
  const bool hazard = rule.info.group == Group::Hazard;
  int wanted = kNobody;  // How close the name is by which the rule was turned on.
  for (const auto* choice : covering) {
    const auto said = said_in(*choice, rule);
    if (!said) continue;
    const auto& [close, level] = *said;
    if (level == Level::On) wanted = std::max(wanted, close);
    if (level == Level::Off && close > wanted) return;
    if (const auto severity = severity_of(level)) {
      out.severities[rule.info.id] = *severity;
      break;
    }
  }
  if (hazard || wanted != kNobody || out.severities.contains(rule.info.id)) {
    out.rules.push_back(&rule);
    if (!rule.check) return;
    for (std::size_t kind = 0; kind < out.by_kind.size(); ++kind) {
      if (rule.check.concerns(kind)) out.by_kind[kind].push_back({rule.check.call(), &rule});
    }
  }
}

}  // namespace

std::optional<int> closeness(const Rule& rule, std::string_view name) {
  if (!is_meant(rule, name)) return std::nullopt;
  if (name == "all") return 0;
  return name == to_string(rule.info.group) || name == to_string(rule.info.category) ? 1 : 2;
}

const Chosen& Chooser::chosen_for(std::string_view path) {
  std::vector<bool> covers;
  Covering covering;
  for (const auto& choice : choices_) {
    covers.push_back(!choice.covers || choice.covers(path));
    if (covers.back()) covering.push_back(&choice);
  }
  const auto [at, is_new] = by_cover_.try_emplace(std::move(covers));
  if (!is_new) return at->second;
  for (const Rule* rule : all_rules()) add_rule(*rule, covering, at->second);
  for (const auto* choice : covering) {
    at->second.parameters.insert(choice->parameters.begin(), choice->parameters.end());
  }
  return at->second;
}

std::optional<std::string_view> similar_name(std::string_view name) {
  std::set<std::string_view> names{"all"};
  for (const Rule* rule : all_rules()) {
    names.insert(to_string(rule->info.group));
    names.insert(to_string(rule->info.category));
  }
  if (const auto rule = similar_rule(name)) names.insert(*rule);
  return most_similar(name, {names.begin(), names.end()});
}

}  // namespace pgstage::lint
