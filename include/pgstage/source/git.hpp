#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "pgstage/model/result.hpp"
#include "pgstage/source/source.hpp"

namespace pgstage::source {

/// What a commit has of the files in a repository, and what became of them since.
class Base {
 public:
  /// The commit where the current branch left `ref`. Needs the program git.
  static Result<Base> where_branched_off(const std::string& folder, const std::string& ref);
  /// The last commit. Before the first one everything is new.
  static Result<Base> head(const std::string& folder);
  /// The last commit, and what the next one would make of it: the index counts, not the work tree.
  static Result<Base> staged(const std::string& folder);

  /// Whether the file was not there, under this name or another one. Nothing outside of the
  /// repository is new.
  bool is_new(const std::string& path) const;
  /// The id that a migration had, where that was another one; else empty.
  std::string former_id(const std::string& path) const;
  /// Migrations that were there below a folder and are not any more, under no name. Their scripts
  /// are not read.
  std::vector<Migration> removed_below(const std::string& folder) const;
  /// Whether its text was there as it is now, and be it under another name.
  bool has_same_text(const std::string& path) const;
  /// Whether it was there as it is now, and be it in another folder.
  bool has_unchanged(const std::string& path) const;
  /// Whether it is there in any way, now or then.
  bool knows(const std::string& path) const;
  /// What is new, another or gone now, from where we are.
  std::vector<std::string> changed() const;
  /// A file as it is now: for `staged`, as the index has it.
  Result<std::string> read(const std::string& path) const;

 private:
  static Result<Base> of_commit(std::string root, const std::string& commit, bool index = false);
  std::string in_repository(const std::string& path) const;
  /// Of what is gone, by its name in the repository.
  bool was_migration(const std::string& name) const;

  std::string root_;
  std::string commit_;
  std::set<std::string> names_;    ///< Of all files, from the root of the repository.
  std::set<std::string> changed_;  ///< Those that differ now, and names that some have now.
  std::map<std::string, std::string> renamed_;  ///< What some were called, by their names now.
  std::set<std::string> edited_;                ///< Of these, those with another text.
  std::set<std::string> removed_;
  std::set<std::string> unstaged_;  ///< The index has them otherwise than the work tree.
};

}  // namespace pgstage::source
