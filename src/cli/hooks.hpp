// What runs pgstage before each commit.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pgstage/model/result.hpp"

namespace pgstage::cli {

/// A file that is to be written, or that has what it needs.
struct HookFile {
  std::string path;
  std::string text;         ///< As it should be.
  bool executable = false;  ///< It is run as a program.
  bool done = false;        ///< It names pgstage already.
};

/// A program that people let check their commits.
struct HookRunner {
  std::string_view name;
  std::string_view next;  ///< What a person types to let it begin; empty: nothing.
  /// Whether the repository uses it.
  bool (*used)(const std::string& root);
  /// An Error says which lines to add by hand, and where.
  Result<HookFile> (*file)(const std::string& root);
};

/// Those that are looked for, in this order; the last one is git itself.
std::span<const HookRunner> hook_runners();

}  // namespace pgstage::cli
