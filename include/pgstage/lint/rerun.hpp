#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/lint/engine.hpp"

namespace pgstage::lint {

/// What files would hold, by path.
using Texts = std::map<std::string, std::string, std::less<>>;

/// The same run with other texts in some files.
struct Rerun {
  std::deque<sql::Script> scripts;
  Run run;
  Report report;
};

std::unique_ptr<Rerun> rerun(const Run& run, const Texts& texts, const catalog::Catalog& start,
                             const Options& options, Listeners listeners = {});

/// One statement that was replaced by the safe SQL for it.
struct Fix {
  std::string path;
  std::size_t line = 0;  ///< In the file as it was when the statement was replaced.
  std::string_view rule;
};

struct Fixed {
  Texts texts;
  std::vector<Fix> fixes;
};

/// Puts what rules advise into the place of its statement, in files that may be changed and where
/// nothing else changes by it: the finding is gone and no other comes, all other statements do what
/// they did, the same data is lost, and what is there in the end is the same. So nothing is taken
/// that needs another deploy, or another way of running the file.
Fixed fix(const Run& run, const catalog::Catalog& start, const Options& options,
          const std::function<bool(const Input& file)>& may_change);

}  // namespace pgstage::lint
