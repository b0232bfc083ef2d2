#pragma once

#include <string>
#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/model/names.hpp"
#include "pgstage/model/result.hpp"

#include "values.hpp"

namespace pgstage::shadow {

/// A column that an INSERT gives a value to.
struct InsertedColumn {
  std::string name;
  ColumnShape shape;
  bool has_default = false;
};

struct ForeignKey {
  std::vector<std::string> columns;
  QualifiedName referenced;
  std::vector<std::string> referenced_columns;
  bool optional = false;  ///< One of its columns may be NULL, which satisfies it.
};

/// What has to be known of a table to fill it. Generated columns and those that draw from a
/// sequence are left to the server.
struct TableShape {
  QualifiedName name;
  std::vector<InsertedColumn> columns;
  std::vector<ForeignKey> foreign_keys;
  std::vector<std::string> key;  ///< Columns of the primary key.
};

/// Of every table that rows go into, partitions being reached through their parents. A referenced
/// table stands before those that reference it, unless they do so in a circle.
Result<std::vector<TableShape>> table_shapes(db::Session& session);

}  // namespace pgstage::shadow
