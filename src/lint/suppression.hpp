// Comments that silence rules: `-- pgstage:ignore RULE[, RULE] -- reason` for a statement,
// `-- pgstage:ignore-file RULE -- reason` for a file; `-- squawk-ignore …` and `-- atlas:nolint …`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

class Suppressions {
 public:
  explicit Suppressions(const sql::Script& script);

  /// Whether a finding of this rule in this statement is to be kept silent.
  bool silences(std::string_view rule, std::size_t statement);
  /// Names that are no rule, and ignores that silenced nothing, as findings.
  std::vector<Finding> complaints() const;

 private:
  struct Ignore {
    std::string rule;  ///< As written; empty: every rule.
    Span span;
    std::optional<std::size_t> statement;  ///< Absent: the whole file.
    bool ours = false;
    bool used = false;
  };

  void read_comment(const sql::Script& script, Span comment);
  std::vector<Ignore> ignores_;
};

}  // namespace pgstage::lint
