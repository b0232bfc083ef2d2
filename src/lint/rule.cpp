#include "pgstage/lint/rule.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "pgstage/model/similar.hpp"
#include "pgstage/model/timeout.hpp"

namespace pgstage::lint {
namespace {

constexpr std::array<std::string_view, 8> kCategoryNames = {
    "lock",        "rewrite",     "data-loss", "compatibility",
    "transaction", "correctness", "history",   "convention",
};

constexpr std::array<std::string_view, 4> kGroupNames = {"hazard", "design", "style", "policy"};

std::string_view without_tool(std::string_view alias) { return alias.substr(alias.find(':') + 1); }

template <class Visit>
void visit_aliases(const RuleInfo& info, const Visit& visit) {
  for (auto rest = info.aliases; !rest.empty();) {
    const auto space = std::min(rest.find(' '), rest.size());
    visit(rest.substr(0, space));
    rest.remove_prefix(std::min(space + 1, rest.size()));
  }
}

bool has_alias(const RuleInfo& info, std::string_view name) {
  bool found = false;
  visit_aliases(info, [&](std::string_view alias) {
    found = found || alias == name || without_tool(alias) == name;
  });
  return found;
}

}  // namespace

std::string_view to_string(Category category) {
  return kCategoryNames[static_cast<std::size_t>(category)];
}

std::string_view to_string(Group group) { return kGroupNames[static_cast<std::size_t>(group)]; }

bool Context::live(const QualifiedName& relation) const {
  const auto* found = before.catalog().relation(relation);
  if (found == nullptr) return relation.schema != catalog::kTemporarySchema;
  return !found->created_in_batch && found->persistence != Persistence::Temporary;
}

bool Context::live(const QualifiedName& relation, std::string_view column) const {
  const auto* found = before.catalog().relation(relation);
  const auto* known = found == nullptr ? nullptr : found->column(column);
  return live(relation) && (known == nullptr || !known->created_in_batch);
}

std::optional<std::int64_t> Context::rows(const QualifiedName& relation) const {
  const auto* found = before.catalog().relation(relation);
  return found == nullptr || !found->size ? std::nullopt : std::optional{found->size->rows};
}

bool Context::lock_timeout_set() const {
  const auto setting = before.setting("lock_timeout");
  const std::string_view timeout = setting ? std::string_view{*setting} : runner_lock_timeout;
  return !timeout.empty() && milliseconds_of(timeout) != 0;
}

std::string_view Context::parameter(std::string_view rule, std::string_view name) const {
  const auto set = parameters.find(std::string{rule} + "." + std::string{name});
  if (set != parameters.end()) return set->second;
  const auto all = find_rule(rule)->info.parameters;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
  return found == all.end() ? std::string_view{} : found->value;
}

std::size_t Context::number(std::string_view rule, std::string_view name) const {
  const auto text = parameter(rule, name);
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Span Context::span_of_action(std::size_t action) const {
  auto& spans = noted.action_spans;
  if (!spans) spans = script.action_spans(statement);
  return action < spans->size() ? (*spans)[action] : statement.span();
}

const Rule* find_rule(std::string_view id) {
  const auto rules = all_rules();
  const auto found = std::lower_bound(
      rules.begin(), rules.end(), id,
      [](const Rule* rule, std::string_view wanted) { return rule->info.id < wanted; });
  return found != rules.end() && (*found)->info.id == id ? *found : nullptr;
}

std::vector<const Rule*> rules_named(std::string_view name) {
  if (const auto* rule = find_rule(name)) return {rule};
  std::vector<const Rule*> out;
  for (const Rule* rule : all_rules()) {
    if (has_alias(rule->info, name)) out.push_back(rule);
  }
  return out;
}

bool is_meant(const Rule& rule, std::string_view name) {
  const auto& info = rule.info;
  if (info.id == name || name == "all") return true;
  if (name == to_string(info.group) || name == to_string(info.category)) return true;
  return find_rule(name) == nullptr && has_alias(info, name);
}

std::optional<std::string_view> similar_rule(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Rule* rule : all_rules()) {
    names.push_back(rule->info.id);
    visit_aliases(rule->info, [&](std::string_view alias) { names.push_back(alias); });
  }
  return most_similar(name, names);
}

}  // namespace pgstage::lint
