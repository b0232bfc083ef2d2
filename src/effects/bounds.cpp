#include "bounds.hpp"

#include <algorithm>

#include "pgstage/catalog/partition_index.hpp"

namespace pgstage::effects {
namespace {

using Kind = sql::PartitionBound::Kind;
using sql::Comparison;
using sql::PartitionBound;

/// Negative, zero or positive; nothing when the two cannot be told apart by their text alone.
std::optional<int> compare(std::string_view a, std::string_view b) {
  if (a == b) return 0;
  const auto left = catalog::Ordinal::of(a);
  const auto right = catalog::Ordinal::of(b);
  if (!left || !right || !left->same_kind(*right)) return std::nullopt;
  return *left < *right ? -1 : *right < *left ? 1 : 0;
}

bool at_least(std::string_view a, std::string_view b) {
  const auto order = compare(a, b);
  return order && *order >= 0;
}

bool above(std::string_view a, std::string_view b) {
  const auto order = compare(a, b);
  return order && *order > 0;
}

const std::string& value(const Comparison& term) { return term.values.front(); }

bool starts_at(const Comparison& term) { return term.op == ">=" || term.op == ">"; }

/// The valid checks' terms on the key.
std::vector<Comparison> known_of(const catalog::Relation& table, std::string_view key) {
  std::vector<Comparison> out;
  for (const auto& constraint : table.constraints) {
    if (constraint.kind != ConstraintKind::Check || !constraint.validated) continue;
    for (const auto& term : constraint.comparisons) {
      if (term.column == key) out.push_back(term);
    }
  }
  return out;
}

bool is_not_null(const catalog::Relation& table, std::string_view key,
                 const std::vector<Comparison>& known) {
  const auto* column = table.column(key);
  return (column != nullptr && column->not_null) ||
         std::any_of(known.begin(), known.end(),
                     [](const Comparison& term) { return term.op == "is not null"; });
}

/// Every value that the term lets through is at or above the start of the range.
bool proves_start(const Comparison& term, const std::string& from) {
  if (term.values.empty()) return false;
  if (term.op == "=" || starts_at(term)) return at_least(value(term), from);
  return false;
}

bool proves_end(const Comparison& term, const std::string& to) {
  if (term.values.empty()) return false;
  if (term.op == "<") return at_least(to, value(term));
  return (term.op == "<=" || term.op == "=") && above(to, value(term));
}

bool proves_list(const Comparison& term, const std::vector<std::string>& values) {
  if (term.op != "in" && term.op != "=") return false;
  return std::all_of(term.values.begin(), term.values.end(), [&](const auto& each) {
    return std::find(values.begin(), values.end(), each) != values.end();
  });
}

std::optional<std::string_view> single_key(const catalog::Relation& parent) {
  if (parent.partition_key.size() != 1) return std::nullopt;
  return parent.partition_key.front();
}

bool disjoint_from(const PartitionBound& bound, const Comparison& term) {
  if (term.values.empty()) return false;
  const auto outside = [&](const std::string& each) {
    if (bound.kind == Kind::List) {
      return std::find(bound.values.begin(), bound.values.end(), each) == bound.values.end();
    }
    const bool before = !bound.from.empty() && above(bound.from.front(), each);
    return before || (!bound.to.empty() && at_least(each, bound.to.front()));
  };
  if (term.op == "=" || term.op == "in") {
    return std::all_of(term.values.begin(), term.values.end(), outside);
  }
  if (term.op == "not in") {
    return bound.kind == Kind::List && !bound.values.empty() &&
           std::all_of(bound.values.begin(), bound.values.end(), [&](const auto& each) {
             return std::find(term.values.begin(), term.values.end(), each) != term.values.end();
           });
  }
  if (bound.kind != Kind::Range) return false;
  if (term.op == "outside") {
    return !bound.from.empty() && !bound.to.empty() &&
           at_least(bound.from.front(), term.values.front()) &&
           at_least(term.values.back(), bound.to.front());
  }
  if (starts_at(term)) return !bound.to.empty() && at_least(value(term), bound.to.front());
  if (bound.from.empty()) return false;
  if (term.op == "<") return at_least(bound.from.front(), value(term));
  return term.op == "<=" && above(bound.from.front(), value(term));
}

}  // namespace

bool proves_bound(const catalog::Relation& table, const catalog::Relation& parent,
                  const PartitionBound& bound) {
  const auto key = single_key(parent);
  if (!key) return false;
  const auto known = known_of(table, *key);
  if (!is_not_null(table, *key, known)) return false;
  const auto some = [&](auto proves) { return std::any_of(known.begin(), known.end(), proves); };
  if (bound.kind == Kind::List) {
    return some([&](const Comparison& term) { return proves_list(term, bound.values); });
  }
  if (bound.kind != Kind::Range) return false;
  const bool start = bound.from.empty() || some([&](const Comparison& term) {
                       return proves_start(term, bound.from.front());
                     });
  return start && (bound.to.empty() || some([&](const Comparison& term) {
                     return proves_end(term, bound.to.front());
                   }));
}

bool proves_outside(const catalog::Relation& table, const catalog::Relation& parent,
                    const PartitionBound& bound) {
  const auto key = single_key(parent);
  if (!key) return false;
  const auto known = known_of(table, *key);
  return std::any_of(known.begin(), known.end(),
                     [&](const Comparison& term) { return disjoint_from(bound, term); });
}

bool overlap(const PartitionBound& a, const PartitionBound& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == Kind::Default) return true;
  if (a.kind == Kind::List) {
    return std::any_of(a.values.begin(), a.values.end(), [&](const auto& each) {
      return std::find(b.values.begin(), b.values.end(), each) != b.values.end();
    });
  }
  if (a.kind != Kind::Range || a.from.size() > 1 || b.from.size() > 1) return false;
  const auto before = [](const PartitionBound& left, const PartitionBound& right) {
    return left.from.empty() || right.to.empty() || above(right.to.front(), left.from.front());
  };
  return before(a, b) && before(b, a);
}

bool may_hold(const PartitionBound& bound, std::string_view key,
              const std::vector<Comparison>& condition) {
  if (bound.kind != Kind::Range && bound.kind != Kind::List) return true;
  return std::none_of(condition.begin(), condition.end(), [&](const Comparison& term) {
    return term.column == key && disjoint_from(bound, term);
  });
}

}  // namespace pgstage::effects
