// What is said of statements, against what a server was seen to do.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pgstage/catalog/replay.hpp"
#include "pgstage/effects/effects.hpp"
#include "pgstage/model/server_version.hpp"
#include "pgstage/record/record.hpp"

#include "eyes.hpp"

namespace pgstage::record {

/// The statements of a recording, one after the other.
class Foreseen {
 public:
  explicit Foreseen(ServerVersion version) : version_(version) {}

  /// A transaction keeps its locks: they are compared as they have come together.
  void next(const std::string& sql, const std::string& transaction, const std::optional<Seen>& seen,
            Comparison& out);

 private:
  void compare(const std::string& sql, const effects::Effects& effects, const Seen& seen,
               std::vector<std::string>& out);

  ServerVersion version_;
  catalog::Replay replay_{catalog::Catalog(true)};
  std::string transaction_;
  catalog::Catalog start_{true};  ///< What was there when that began.
  std::map<QualifiedName, LockMode> locks_;
  /// What was foreseen and what was seen, where that has been told.
  std::map<QualifiedName, std::pair<std::string, std::string>> told_;
  bool renamed_ = false;  ///< The transaction, so that the server names what it holds otherwise.
};

}  // namespace pgstage::record
