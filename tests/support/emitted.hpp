#pragma once

#include <vector>

#include "pgstage/emit/emit.hpp"

#include "folder.hpp"

namespace pgstage::tests {

/// What is emitted for a plan behind the migration `0042_change`, written to a folder and read
/// again.
class Emitted {
 public:
  Emitted(const plan::Plan& plan, const source::Framework& framework);

  const std::vector<source::NewFile>& files() const { return files_; }
  const std::vector<source::Migration>& migrations() const { return migrations_; }

 private:
  Folder folder_;
  std::vector<source::NewFile> files_;
  std::vector<source::Migration> migrations_;
};

}  // namespace pgstage::tests
