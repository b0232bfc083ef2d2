// What the writers of several frameworks have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pgstage/source/framework.hpp"

namespace pgstage::source {

/// Whether the runner begins and commits the transaction of a script, or the script has to.
enum class Around { Runner, Script };

/// Lines of SQL comment.
std::string comment(const std::vector<std::string>& lines);
/// The statements of one way, with their settings, each behind its comment.
std::string script_of(const Part& part, Around around);
/// The same, with `before` and `behind` as lines around each statement that has a semicolon inside.
std::string script_of(const Part& part, Around around, std::string_view before,
                      std::string_view behind);

/// The same for a way back, which may have nothing to do.
std::string way_back_of(const Part& part, Around around, std::string_view before = "",
                        std::string_view behind = "");

/// The text that the migration has for a way.
const std::string& text_of(const Migration& migration, Way way);

/// How a file with both ways in it marks where each begins.
struct Headings {
  std::string_view up;
  std::string_view down;
  std::string_view alone;  ///< Stands behind either, where the runner is to begin no transaction.

  std::string_view of(Way way) const { return way == Way::Up ? up : down; }
  /// The line for a way that is written.
  std::string line(Way way, const Part& part) const;
  /// Whether the migration says of the way that it is run without a transaction.
  bool is_alone(const Migration& migration, Way way) const;
};

/// `0042` becomes `0043`, `20240131235959` becomes `20240201000000`, and `2024-01-31-235959` keeps
/// its dashes. Without digits in front the versions are counted from 0001.
std::string next_version(const Naming& naming, int n);

/// The beginning of an id that is its version: digits, with dashes, dots between them.
std::string_view version_in(std::string_view id);

/// `0043_rename_expand`
std::string file_name(const NewMigration& migration);

/// Whether a line of the text begins so: see begins_line().
bool has_line(std::string_view text, std::string_view begins);

/// The first bytes of a file; empty where there is none.
std::string beginning_of(const std::string& path);

bool exists(const std::string& path);
/// Whether each of the folders of a history has a script of this name.
bool any_has(const std::string& folder, const Content& content, std::string_view script);
/// Whether most of some scripts of a history have a line that begins so.
bool most_have(const std::string& folder, const Content& content, std::string_view begins);

}  // namespace pgstage::source
