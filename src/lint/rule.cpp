#include "pgstage/lint/rule.hpp"

#include <algorithm>
#include <array>

#include "pgstage/model/similar.hpp"

namespace pgstage::lint {
namespace {

constexpr std::array<std::string_view, 8> kCategoryNames = {
    "lock",        "rewrite",     "data-loss", "compatibility",
    "transaction", "correctness", "history",   "convention",
};

bool is_zero(std::string_view timeout) {
  const auto digits = timeout.find_first_not_of("0");
  return timeout.empty() || digits == std::string_view::npos ||
         (digits > 0 && (timeout[digits] < '0' || timeout[digits] > '9'));
}

bool has_alias(const RuleInfo& info, std::string_view name) {
  for (auto rest = info.aliases; !rest.empty();) {
    const auto space = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, space) == name) return true;
    rest.remove_prefix(std::min(space + 1, rest.size()));
  }
  return false;
}

}  // namespace

std::string_view to_string(Category category) {
  return kCategoryNames[static_cast<std::size_t>(category)];
}

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
  return setting ? !is_zero(*setting) : !is_zero(runner_lock_timeout);
}

Span Context::span_of_action(std::size_t action) const {
  const auto spans = script.action_spans(statement);
  return action < spans.size() ? spans[action] : statement.span();
}

const Rule* find_rule(std::string_view id) {
  for (const Rule* rule : all_rules()) {
    if (rule->info.id == id || has_alias(rule->info, id)) return rule;
  }
  return nullptr;
}

std::optional<std::string_view> similar_rule(std::string_view name) {
  std::vector<std::string_view> ids;
  for (const Rule* rule : all_rules()) ids.push_back(rule->info.id);
  return most_similar(name, ids);
}

}  // namespace pgstage::lint
