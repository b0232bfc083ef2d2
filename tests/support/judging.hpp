#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pgstage/lint/engine.hpp"

namespace pgstage::tests {

/// A migration.
struct File {
  std::string up;
  std::string down = {};  ///< Empty: there is no way back.
  std::string name = {};  ///< Else one is made up.
  bool edited = false;
  bool removed = false;
  std::string renamed_from = {};
  std::string overtaken_by = {};
  /// What is to be known of its runner, by the names of that.
  std::vector<std::pair<std::string, std::string>> traits = {};
  std::optional<SentAs> sent_as = {};  ///< Else as the others.
};

/// What is to be judged, after what was there before.
struct Judging {
  std::string earlier;                   ///< Migrations of former deploys, or a snapshot.
  std::vector<File> files;               ///< Of this deploy.
  std::vector<std::vector<File>> later;  ///< Files of each deploy after it.
  bool complete = false;                 ///< What `earlier` does not make does not exist.
  SentAs sent_as = SentAs::Statement;
  lint::Options options;
};

struct Verdict {
  std::size_t file = 0;
  std::string rule;
  std::string message;
  std::string text;  ///< What it is about.
  /// The one it stands in, and where in its file that begins; empty: it is of the whole file.
  std::string statement;
  std::size_t offset = 0;
  std::optional<std::string> rewrite;
  bool apart = false;
  std::string deployed;  ///< By the deploys before it.
  std::string before;    ///< What of its deploy comes before its statement.
};

/// Every finding, by file and place.
std::vector<Verdict> verdicts(const Judging& judging);

}  // namespace pgstage::tests
