// Comments that silence rules: `-- pgstage:ignore RULE[, RULE] [until DATE] [-- reason]` before a
// statement, inside it or behind it on its last line; `-- pgstage:ignore-file …` for a file;
// `-- squawk-ignore …` and `-- atlas:nolint …`. In the body of a DO they are for a statement there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// What a comment can be for.
enum class IgnoreScope { Statement, PartOfBody, File };

class Suppressions {
 public:
  /// `today` is a date as ISO 8601 writes it; empty: nothing expires.
  Suppressions(const sql::Script& script, std::string_view today);

  /// Whether a finding is to be kept silent.
  bool silences(const Finding& finding);
  /// What is wrong with the comments themselves. An ignore for rules that are not among the judges
  /// cannot have silenced anything.
  std::vector<Finding> complaints(const std::vector<const Rule*>& judges) const;
  /// Where a comment of ours that is there already could name another rule, for a finding: behind
  /// the last name. Nothing where there is none, or it is to end on some day.
  std::optional<std::size_t> place_for(const Finding& finding, IgnoreScope scope) const;
  /// Where a statement begins together with the comments for it that stand before it.
  std::size_t begin_of(std::size_t statement, Span span) const;

 private:
  struct Ignore {
    std::string rule;  ///< As written; empty: every rule.
    Span span;
    std::size_t names_end = 0;             ///< Of all names in the comment.
    std::optional<std::size_t> statement;  ///< Absent: the whole file.
    std::optional<Span> reach;             ///< Part of the statement; absent: all of it.
    std::string until;                     ///< Absent when empty.
    bool ours = false;
    bool reasoned = false;
    bool used = false;
  };

  void read(const sql::Script& script, Span text, bool in_body);
  void read_comment(const sql::Script& script, Span comment, std::optional<Span> reach);
  static bool covers(const Ignore& ignore, const Finding& finding);
  bool means(const Ignore& ignore, const Finding& finding) const;
  bool expired(const Ignore& ignore) const;
  std::optional<Finding> complaint_about(const Ignore& ignore,
                                         const std::vector<const Rule*>& judges) const;

  std::string_view today_;
  std::vector<Ignore> ignores_;
};

}  // namespace pgstage::lint
