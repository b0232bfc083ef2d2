// Tables as teams have them, made up at random.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/model/names.hpp"

namespace pgstage::tests {

struct Column {
  std::string name;
  std::string type;
  bool not_null = false;
  bool has_default = false;
  bool key = false;         ///< Of the primary key.
  bool referenced = false;  ///< By a view, a foreign key or a constraint.
};

struct Table {
  std::string name;
  std::vector<Column> columns;
  std::vector<std::string> indexes;
  std::vector<std::string> constraints;
  std::vector<std::string> views;
  bool partitioned = false;
  bool referenced = false;  ///< By a foreign key.

  std::string sql() const { return quote_ident(name); }
};

/// The same numbers for the same seed on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
  bool chance(unsigned percent) { return below(100) < percent; }
  template <class List>
  auto& pick(List& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 random_;
};

/// A constant of the type, as SQL.
std::string constant(std::string_view type);
/// A column as CREATE TABLE and ADD COLUMN have it.
std::string written(const Column& column);

/// Tables with what hangs on them, and the statements that made them.
class RandomTables {
 public:
  explicit RandomTables(Dice& dice) : dice_(dice) {}

  std::vector<Table>& tables() { return tables_; }
  const std::vector<std::string>& statements() const { return statements_; }

  /// With keys, indexes, views, triggers, grants and so on.
  void make_table();
  /// CREATE TABLE for a table that has no more than its name.
  std::string create(Table& table, bool may_be_partitioned);
  Column make_column(const Table& table);
  std::string new_table_name();
  std::string new_column_name(const Table& table);
  /// `index_7`
  std::string fresh(std::string_view what);
  std::string comment(const Table& table);

 private:
  void make_partitions(const Table& table);
  void make_index(Table& table);
  void make_check(Table& table);
  void make_reference(Table& table);
  void make_view(Table& table);
  void make_trigger(const Table& table);
  void make_policy(const Table& table);

  Dice& dice_;
  std::vector<Table> tables_;
  std::vector<std::string> statements_;
  std::vector<std::string> used_;  ///< Names of tables.
  int number_ = 0;
};

}  // namespace pgstage::tests
