// What stands on a table besides its columns, constraints and indexes.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "pgstage/model/names.hpp"

namespace pgstage::catalog {

struct Trigger {
  std::string name;
  QualifiedName function;
  std::set<std::string> columns;  ///< UPDATE OF and WHEN.

  bool operator==(const Trigger&) const = default;
};

/// Whom a policy concerns, and what of theirs.
struct PolicyScope {
  std::string command = "all";  ///< In lower case.
  bool permissive = true;
  std::set<std::string> roles;  ///< None: PUBLIC.

  bool operator==(const PolicyScope&) const = default;
};

/// A policy, a rewrite rule or an extended statistics object of a table.
struct TableObject {
  enum class Kind { Policy, Rule, Statistics };

  Kind kind = Kind::Policy;
  QualifiedName name;  ///< Without a schema, but for statistics.
  std::set<std::string> columns;
  std::vector<QualifiedName> functions;
  PolicyScope policy = {};
  bool created_in_batch = false;

  bool operator==(const TableObject&) const = default;
};

}  // namespace pgstage::catalog
