#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pgstage/catalog/catalog.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::lint {

/// What a rule may know of a whole migration when its statements were judged. Valid for one call.
/// A migration may have no statements.
struct FileContext {
  std::string_view path;
  std::string_view migration;  ///< Its id.
  std::string_view framework;
  const sql::Script& script;
  bool has_way_back = false;  ///< A script that is to undo it.
  bool changes_schema = false;
  /// Of the migrations before it, one that has the same version: its path.
  std::optional<std::string_view> same_version;
  bool edited = false;            ///< Since others have it.
  std::string_view renamed_from;  ///< What it is called where others have it; empty: as it is here.
  bool removed = false;           ///< Others have it, and it is gone.
  std::string_view overtaken_by;  ///< One that comes behind it and that others have; or empty.
  Runner runner = {};

  /// Where a finding on the whole of it stands.
  Span begin() const;
};

/// The script that is to undo a migration, run behind it.
struct WayBack {
  const sql::Script& script;
  const catalog::Catalog& before;  ///< The migration.
  const catalog::Catalog& after;   ///< Both.
};

/// What the runner then does, behind a message; nothing where that is not known.
std::string and_then(std::string_view does);

}  // namespace pgstage::lint
