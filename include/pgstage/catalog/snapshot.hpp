// The snapshot file: what a person commits so that a check without a connection knows the schema
// and how large its tables are. It is SQL that builds the schema, with what SQL cannot say in
// comments. No rows, no credentials; equal databases give equal bytes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "pgstage/catalog/catalog.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/model/server_version.hpp"

namespace pgstage::catalog {

/// The text of a snapshot. `dump` is the schema as pg_dump writes it, `catalog` has the sizes,
/// which are kept with two digits, so that a snapshot changes only where the database really did.
std::string snapshot_text(std::string_view dump, const Catalog& catalog, ServerVersion server);

/// What the comments of a snapshot say.
struct SnapshotNotes {
  std::optional<ServerVersion> server;
  std::map<std::string, Size, std::less<>> sizes;  ///< By QualifiedName::sql().
};

/// Empty for SQL that is no snapshot. A snapshot of a later format, or one that was damaged, is an
/// error.
Result<SnapshotNotes> snapshot_notes(std::string_view text);

/// Tells the relations of a catalog how large they are.
void add_sizes(const SnapshotNotes& notes, Catalog& catalog);

}  // namespace pgstage::catalog
