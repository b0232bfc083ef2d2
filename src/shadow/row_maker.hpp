#pragma once

#include <map>
#include <string>
#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"

#include "table_shape.hpp"
#include "values.hpp"

namespace pgstage::shadow {

/// What one INSERT gives to a column; a column that is not here keeps its default.
using Assigned = std::map<std::string, db::Value>;

std::string insert_statement(const QualifiedName& table, const Assigned& assigned);

/// Makes rows that are likely to fit into one table. Borrows all that it is given.
class RowMaker {
 public:
  enum class Defaults { Sometimes, Never };

  RowMaker(const TableShape& table, Values& values, Defaults defaults)
      : table_(table), values_(values), defaults_(defaults) {}

  /// What foreign keys can point to; to be asked again when referenced tables have new rows.
  Result<void> read_referenced(db::Session& session);
  /// The row of that number, counted from 1. With each round of attempts the values get tamer.
  Assigned make_row(std::size_t row, int round);

 private:
  using Tuple = std::vector<db::Value>;

  void assign_key(const ForeignKey& key, const std::vector<Tuple>& tuples, std::size_t row,
                  Assigned& assigned);

  const TableShape& table_;
  Values& values_;
  Defaults defaults_;
  std::vector<std::vector<Tuple>> referenced_;  ///< By foreign key: tuples that exist.
};

}  // namespace pgstage::shadow
