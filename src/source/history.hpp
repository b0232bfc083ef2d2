// The scripts of a framework's folder, in the order in which it runs them.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "pgstage/model/result.hpp"
#include "pgstage/source/code.hpp"
#include "pgstage/source/framework.hpp"

namespace pgstage::source {

/// A folder that scripts were found in.
struct ReadHistory {
  const Framework* framework = nullptr;
  std::vector<std::string> scripts;                ///< That go forward, in order.
  std::map<std::string, std::size_t> places = {};  ///< Of each in that.
};

/// Whose migrations they are said to be; null: nobody says.
struct Whose {
  const Framework* scripts = nullptr;
  const CodeFramework* code = nullptr;
};
/// An Error names those that there are.
Result<Whose> whose(const std::string& framework);

/// The migrations that a script of a framework holds, and how they are sent.
Result<std::vector<Migration>> read_as(const Framework& framework, const std::string& script,
                                       const ReadFile& read_file);

/// Folders that were read already.
class Histories {
 public:
  Histories(ReadFile read_file, Whose named) : read_file_(std::move(read_file)), named_(named) {}

  /// The one that a script is of, or would be.
  Result<const ReadHistory*> of(const std::string& script);
  /// The migrations that the script holds, and how its framework sends them.
  Result<std::vector<Migration>> read(const std::string& script);
  /// Those of these files below a folder that go forward, by their names and by the order of their
  /// frameworks. What is for another database is passed over, unless it is the folder itself.
  Result<std::vector<std::string>> ordered(const std::vector<std::string>& files,
                                           const std::string& below);
  /// Lets those of one history change places, so that they come in its order.
  Result<void> put_in_order(std::vector<std::string>& scripts);

 private:
  ReadFile read_file_;
  Whose named_;
  std::map<std::string, ReadHistory> read_;  ///< By the folder.
};

}  // namespace pgstage::source
