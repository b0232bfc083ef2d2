#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "pgstage/shadow/compare.hpp"

namespace pgstage::shadow {
namespace {

using Lines = std::vector<std::string>;
using Facts = std::map<std::string, std::string>;

constexpr std::string_view kColumnOrder = "column order";
constexpr std::string_view kLabels = "labels";

class Accepted {
 public:
  explicit Accepted(const std::vector<std::string>& accepted)
      : accepted_(accepted.begin(), accepted.end()) {}

  bool values(const std::string& table, const std::string& column) const {
    return accepted_.contains(fmt::format("values of {}.{}", table, column));
  }
  /// What says how far a sequence counts.
  bool sequence_type(std::string_view object, std::string_view fact) const {
    return (fact == "type" || fact == "maximum" || fact == "minimum") &&
           accepted_.contains(fmt::format("type of {}", object));
  }
  /// Of an object such as `constraint "x" on public.users`.
  bool own_not_null(std::string_view object, std::string_view fact) const {
    const auto on = object.find(" on ");
    return fact == "own" && on != std::string_view::npos &&
           accepted_.contains(fmt::format("own NOT NULLs in {}", object.substr(on + 4)));
  }
  bool rows(const std::string& table) const { return accepted_.contains("rows of " + table); }
  /// Of an object such as `type public.mood`.
  bool labels(std::string_view object) const {
    return accepted_.contains(fmt::format("labels of {}", object.substr(object.find(' ') + 1)));
  }
  /// Of an object such as `column public.users.name`.
  bool new_column(std::string_view object) const {
    constexpr std::string_view kColumn = "column ";
    return object.starts_with(kColumn) &&
           accepted_.contains(fmt::format("column position of {}", object.substr(kColumn.size())));
  }
  /// Of an object such as `table public.users`.
  bool column_order(std::string_view object) const {
    // Both the kind and a quoted name may have spaces in them.
    for (auto at = object.find(' '); at != std::string_view::npos; at = object.find(' ', at + 1)) {
      const std::string prefix = fmt::format("column position of {}.", object.substr(at + 1));
      const auto found = accepted_.lower_bound(prefix);
      if (found != accepted_.end() && found->starts_with(prefix)) return true;
    }
    return false;
  }

 private:
  std::set<std::string> accepted_;
};

/// The part of a long text that matters, which is where it departs from the other one.
std::string excerpt(const std::string& text, std::size_t departs_at) {
  constexpr std::size_t kShown = 120;
  constexpr std::size_t kBefore = 30;
  if (text.size() <= kShown) return text;
  const std::size_t start = departs_at > kBefore ? departs_at - kBefore : 0;
  return fmt::format("{}{}{}", start > 0 ? "…" : "", text.substr(start, kShown),
                     start + kShown < text.size() ? "…" : "");
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string value_of(const Facts& facts, const std::string& fact) {
  const auto found = facts.find(fact);
  return found == facts.end() ? "none" : one_line(found->second);
}

/// Whether the labels that are wanted are among those that are there, in their order.
bool has_labels(std::string_view have, std::string_view want) {
  while (!want.empty()) {
    // Labels are quoted, and parted by `, `.
    const auto end = std::min(want.find("', '"), want.size() - 1) + 1;
    const auto found = have.find(want.substr(0, end));
    if (found == std::string_view::npos) return false;
    have.remove_prefix(found + end);
    want.remove_prefix(std::min(end + 2, want.size()));
  }
  return true;
}

void compare_facts(const std::string& object, const Facts& expected, const Facts& found,
                   const Accepted& accepted, Lines& out) {
  std::set<std::string> names;
  for (const auto& [fact, value] : expected) names.insert(fact);
  for (const auto& [fact, value] : found) names.insert(fact);
  for (const auto& fact : names) {
    const std::string want = value_of(expected, fact);
    const std::string have = value_of(found, fact);
    if (want == have) continue;
    if (fact == kColumnOrder && accepted.column_order(object)) continue;
    if (fact == kLabels && accepted.labels(object) && has_labels(have, want)) continue;
    // A column that is made anew comes from the partitioned table, as it would be detached with it.
    if (fact == "own" && accepted.new_column(object)) continue;
    if (accepted.sequence_type(object, fact)) continue;
    if (accepted.own_not_null(object, fact)) continue;
    const auto departs = static_cast<std::size_t>(
        std::mismatch(want.begin(), want.end(), have.begin(), have.end()).first - want.begin());
    out.push_back(fmt::format("{}: {} is {}, expected {}", object, fact, excerpt(have, departs),
                              excerpt(want, departs)));
  }
}

using Tuple = std::vector<db::Value>;

/// The rows of a table as far as they are compared, by primary key. Without one, or when the key
/// is not compared, a row is its own key, and equal rows are numbered.
using KeyedRows = std::map<Tuple, Tuple>;

/// Which columns are compared, and how.
struct Comparison {
  std::string table;
  std::vector<std::string> columns;
  std::vector<bool> only_null;  ///< By column: compared for being NULL or not.
  std::vector<std::size_t> key;
};

std::size_t place_of(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

Comparison plan_comparison(const std::string& name, const TableRows& expected,
                           const TableRows& found, const Accepted& accepted) {
  Comparison plan{.table = name};
  for (const auto& column : expected.columns) {
    if (place_of(found.columns, column) == found.columns.size()) continue;
    plan.columns.push_back(column);
    plan.only_null.push_back(accepted.values(name, column));
  }
  if (expected.key == found.key) {
    for (const auto& column : expected.key) plan.key.push_back(place_of(plan.columns, column));
  }
  const bool masked = std::any_of(plan.key.begin(), plan.key.end(),
                                  [&](std::size_t at) { return plan.only_null[at]; });
  if (masked) plan.key.clear();
  return plan;
}

Tuple project(const db::Row& row, const TableRows& table, const Comparison& plan) {
  Tuple out;
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    const db::Value& value = row[place_of(table.columns, plan.columns[i])];
    out.push_back(plan.only_null[i] && value ? db::Value{"some value"} : value);
  }
  return out;
}

KeyedRows keyed(const TableRows& table, const Comparison& plan) {
  KeyedRows out;
  for (const auto& row : table.rows) {
    Tuple values = project(row, table, plan);
    Tuple key;
    for (const std::size_t at : plan.key) key.push_back(values[at]);
    if (plan.key.empty()) key = values;
    for (std::size_t copy = 1; !out.emplace(key, values).second; ++copy) {
      key.resize(values.size());
      key.emplace_back(std::to_string(copy));
    }
  }
  return out;
}

std::string shown(const db::Value& value) {
  return value ? fmt::format("'{}'", excerpt(one_line(*value), 0)) : "NULL";
}

std::string row_name(const Comparison& plan, const Tuple& values) {
  std::string out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool named =
        plan.key.empty() || std::find(plan.key.begin(), plan.key.end(), i) != plan.key.end();
    if (!named) continue;
    out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", plan.columns[i], shown(values[i]));
  }
  return fmt::format("row of {} with {}", plan.table, out);
}

void compare_row(const Comparison& plan, const Tuple& expected, const Tuple& found, Lines& out) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (expected[i] == found[i]) continue;
    out.push_back(fmt::format("{}: {} is {}, expected {}", row_name(plan, expected),
                              plan.columns[i], shown(found[i]), shown(expected[i])));
  }
}

Lines compare_rows(const Comparison& plan, const KeyedRows& expected, const KeyedRows& found) {
  Lines out;
  for (const auto& [key, values] : expected) {
    const auto other = found.find(key);
    if (other == found.end()) {
      out.push_back(row_name(plan, values) + " is missing");
    } else {
      compare_row(plan, values, other->second, out);
    }
  }
  for (const auto& [key, values] : found) {
    if (!expected.contains(key)) out.push_back(row_name(plan, values) + " is not expected");
  }
  return out;
}

void add_some(Lines lines, const std::string& table, Lines& out) {
  constexpr std::size_t kShownOfATable = 5;
  const std::size_t all = lines.size();
  lines.resize(std::min(all, kShownOfATable));
  out.insert(out.end(), lines.begin(), lines.end());
  if (all > kShownOfATable) {
    out.push_back(fmt::format("rows of {}: {} more differences", table, all - kShownOfATable));
  }
}

}  // namespace

std::vector<std::string> differences(const Snapshot& expected, const Snapshot& found,
                                     const std::vector<std::string>& accepted) {
  const Accepted allowed{accepted};
  Lines out;
  for (const auto& [object, facts] : expected.facts) {
    const auto other = found.facts.find(object);
    if (other == found.facts.end()) {
      out.push_back(object + " is missing");
    } else {
      compare_facts(object, facts, other->second, allowed, out);
    }
  }
  for (const auto& [object, facts] : found.facts) {
    if (!expected.facts.contains(object)) out.push_back(object + " is not expected");
  }
  for (const auto& [name, table] : expected.tables) {
    const auto other = found.tables.find(name);
    if (other == found.tables.end() || allowed.rows(name)) continue;
    const Comparison plan = plan_comparison(name, table, other->second, allowed);
    add_some(compare_rows(plan, keyed(table, plan), keyed(other->second, plan)), name, out);
  }
  return out;
}

std::vector<std::string> differing_columns(const Tables& one, const Tables& other) {
  std::vector<std::string> out;
  const auto values = [](const TableRows& table, std::size_t column) {
    std::multiset<db::Value> found;
    for (const auto& row : table.rows) found.insert(row[column]);
    return found;
  };
  for (const auto& [name, table] : one) {
    const auto found = other.find(name);
    if (found == other.end() || found->second.columns != table.columns) continue;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (values(table, i) == values(found->second, i)) continue;
      out.push_back(name + "." + table.columns[i]);
    }
  }
  return out;
}

}  // namespace pgstage::shadow
