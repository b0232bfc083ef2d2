// What a column brings with it that its successor has to get: twins are built beside the originals,
// and take over their names when the old column goes.
#pragma once

#include <string>
#include <vector>

#include "pgstage/sql/rewrite.hpp"

#include "recipe.hpp"

namespace pgstage::plan {

/// One column of a table that is to take the place of another.
struct Successor {
  QualifiedName table;
  std::string old_column;
  std::string new_column;
};

/// What the transaction of the swap has to do about the twins.
struct Dress {
  std::vector<std::string> locks;  ///< Before all else.
  std::vector<std::string> first;  ///< Before the old column goes.
  std::vector<std::string> last;   ///< When its successor has its name.
};

/// Adds the steps that build twin indexes, checks and foreign keys of the table and of those that
/// reference it.
Result<Dress> build_twins(const Change& change, const Successor& successor, Draft& out);

// The parts of it.
Result<void> build_foreign_twins(const Change& change, const Successor& successor, Draft& out,
                                 Dress& dress);
/// Of the index of a key, as CREATE INDEX, where the key may be all that is known.
std::string definition_of_key(const QualifiedName& table, const catalog::Index& index,
                              const catalog::Constraint& key);
/// Of a foreign key, qualified and without NOT VALID, by the names that columns have until
/// contract.
std::string definition_until_contract(const Change& change, const QualifiedName& table,
                                      const catalog::Constraint& key,
                                      const Successor& successor = {});
std::string twin_name(const Change& change, const std::string& name);
/// The names that the columns of a table have until contract, as SQL.
sql::ColumnTexts columns_until_contract(const Change& change, const QualifiedName& table,
                                        const Successor& successor);

}  // namespace pgstage::plan
