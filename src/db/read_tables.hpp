#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "pgstage/catalog/catalog.hpp"
#include "pgstage/db/session.hpp"

#include "expressions.hpp"

namespace pgstage::db {

/// A catalog while it is put together from the rows of one query after the other.
struct Draft {
  catalog::Catalog catalog{true};
  std::vector<catalog::Relation> relations;
  std::unordered_map<std::string, std::size_t> by_oid;  ///< Into `relations`.
  BuiltinVolatility builtins;

  /// null: made since the transaction began, or of a kind that is not read.
  catalog::Relation* relation(const Value& oid);
};

// One for each query of catalog_queries.hpp, whose comment there tells what the row holds.
void add_schema(const Row& row, Draft& draft);
void add_builtin_function(const Row& row, Draft& draft);
void add_function(const Row& row, Draft& draft);
void add_type(const Row& row, Draft& draft);
void add_relation(const Row& row, Draft& draft);
void add_column(const Row& row, Draft& draft);
void add_constraint(const Row& row, Draft& draft);
void add_index(const Row& row, Draft& draft);
void add_trigger(const Row& row, Draft& draft);
void add_table_object(const Row& row, Draft& draft);
void add_function_read(const Row& row, Draft& draft);
void add_publication(const Row& row, Draft& draft);
void add_view_read(const Row& row, Draft& draft);
void add_parent(const Row& row, Draft& draft);
void add_child(const Row& row, Draft& draft);
void add_partition_key(const Row& row, Draft& draft);
void add_sequence_owner(const Row& row, Draft& draft);

}  // namespace pgstage::db
