#include "row_maker.hpp"

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

namespace pgstage::shadow {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + quote_ident(name);
  return out;
}

}  // namespace

std::string insert_statement(const QualifiedName& table, const Assigned& assigned) {
  if (assigned.empty()) return fmt::format("INSERT INTO {} DEFAULT VALUES", table.sql());
  std::string columns;
  std::string values;
  for (const auto& [name, value] : assigned) {
    const char* comma = columns.empty() ? "" : ", ";
    columns += comma + quote_ident(name);
    values += comma + (value ? quote_literal(*value) : "NULL");
  }
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", table.sql(), columns, values);
}

Result<void> RowMaker::read_referenced(db::Session& session) {
  referenced_.clear();
  for (const auto& key : table_.foreign_keys) {
    const std::string columns = joined(key.referenced_columns);
    const auto rows = session.query(
        fmt::format("SELECT {0} FROM {1} ORDER BY {0} LIMIT 200", columns, key.referenced.sql()),
        {});
    if (!rows) return rows.error();
    referenced_.push_back(rows->rows);
  }
  return {};
}

void RowMaker::assign_key(const ForeignKey& key, const std::vector<Tuple>& tuples, std::size_t row,
                          Assigned& assigned) {
  constexpr unsigned kNullPercent = 15;
  const bool edges = values_.style() == RowStyle::Edges;
  const bool null = key.optional && (tuples.empty() || (edges && values_.by_chance(kNullPercent)));
  // The first row of a table that references itself can only reference itself.
  const bool own = !null && tuples.empty() && key.referenced == table_.name;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    if (null) assigned[key.columns[i]] = std::nullopt;
    const auto self = assigned.find(key.referenced_columns[i]);
    if (own && self != assigned.end()) assigned[key.columns[i]] = self->second;
  }
  if (null || tuples.empty()) return;
  const Tuple& tuple = tuples[values_.pick(tuples.size(), row)];
  for (std::size_t i = 0; i < key.columns.size(); ++i) assigned[key.columns[i]] = tuple[i];
}

Assigned RowMaker::make_row(std::size_t row, int round) {
  constexpr unsigned kDefaultPercent = 20;
  const bool defaults = defaults_ == Defaults::Sometimes && values_.style() == RowStyle::Edges;
  Assigned assigned;
  for (const auto& column : table_.columns) {
    if (column.has_default && defaults && values_.by_chance(kDefaultPercent)) continue;
    assigned[column.name] = values_.next(column.shape, row, round);
  }
  for (std::size_t i = 0; i < table_.foreign_keys.size(); ++i) {
    assign_key(table_.foreign_keys[i], referenced_[i], row, assigned);
  }
  return assigned;
}

}  // namespace pgstage::shadow
