// The samples of the rules, which are part of the program: what a page shows is what the program
// says.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/lint/engine.hpp"

namespace pgstage::lint {

struct Sample {
  std::string_view rule;
  std::string_view schema;  ///< What former deploys made; empty for most.
  std::string_view bad;     ///< Trips the rule.
  std::string_view good;    ///< The safe way.
};

/// In the order of all_rules(). A schema may be a snapshot.
std::span<const Sample> all_samples();
const Sample& sample_of(const Rule& rule);

/// The servers that a script is for: `-- PostgreSQL 12 and later` or `-- PostgreSQL 11 and earlier`
/// may stand in its first line.
struct Servers {
  int oldest = kOldestServer.major;
  int newest = kNewestServer.major;

  bool has(int major) const { return oldest <= major && major <= newest; }
  /// The usual one, or the one next to it.
  ServerVersion usual() const;
};
Servers servers_of(std::string_view script);

/// What hazards and this rule find in a script that one deploy runs after a schema. A line
/// `-- file NAME` begins another migration of it, of which it may go on to say `edited`, `removed`,
/// `renamed from NAME`, `overtaken by NAME` or a trait of its runner as `if_edited: WORDS`, and `--
/// migrate:down` a way back.
std::vector<Finding> judge_sample(const Rule& rule, std::string_view schema,
                                  std::string_view script, ServerVersion version);
/// The major versions on which the rule finds something in its bad sample, oldest first.
std::vector<int> versions_of(const Rule& rule);

}  // namespace pgstage::lint
