// The foreign keys that a statement adds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

struct ForeignKey {
  /// A referencing column, as it is after the statement.
  struct Column {
    std::string name;
    std::optional<catalog::Type> type;  ///< Where it is known.
    bool not_null = false;
    bool has_default = false;
  };

  QualifiedName table;
  QualifiedName referenced;
  const sql::ConstraintDefinition* definition = nullptr;
  const sql::ColumnDefinition* at_column = nullptr;  ///< The new column that it is written at.
  std::vector<Column> columns;
  bool in_create = false;  ///< In CREATE TABLE.
  std::size_t action = 0;  ///< Of an ALTER TABLE.
  Span span;
};

/// By CREATE TABLE and ALTER TABLE, in their order; none of a temporary table.
const std::vector<ForeignKey>& added_foreign_keys(const Context& context);

/// `orders_user_id_fkey`, unless it is named.
std::string name_of(const ForeignKey& key);
/// The referenced column for the referencing one of that place; null where it is not known.
const catalog::Column* referenced_column(const Context& context, const ForeignKey& key,
                                         std::size_t place);
/// `ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY …`, whatever statement it stands in.
std::string alter_to_add(const Context& context, const ForeignKey& key);
/// The statement without these keys. Nothing when nothing is left of it.
std::optional<std::string> without(const Context& context, const std::vector<ForeignKey>& keys);
/// A foreign key of the table over these columns to that table, a valid one first; null without.
const catalog::Constraint* own_key(const catalog::Relation& table,
                                   const std::vector<std::string>& columns,
                                   const QualifiedName& referenced);
/// Adds the key NOT VALID and validates it; where that is refused, on each partition first.
std::optional<std::vector<std::string>> proved_key(const Context& context, const ForeignKey& key);

}  // namespace pgstage::lint
