#include "support/random_migrations.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support/random_tables.hpp"

namespace pgstage::tests {
namespace {

/// What the type becomes when it grows; the same where there is nothing larger.
std::string wider(const std::string& type) {
  if (type == "smallint") return "integer";
  if (type == "integer") return "bigint";
  if (type == "varchar(40)") return "text";
  if (type == "numeric(10,2)") return "numeric(14,2)";
  if (type == "date") return "timestamptz";
  return type;
}

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : dice_(seed), made_(dice_) {}

  RandomMigration make() {
    for (std::size_t i = 0, count = 1 + dice_.below(3); i < count; ++i) made_.make_table();
    const auto schema = made_.statements();
    const auto statements = 1 + dice_.below(6);
    for (int tries = 0; migration_.size() < statements && tries < kTries; ++tries) change();
    return {schema, std::move(migration_)};
  }

 private:
  static constexpr int kTries = 60;

  std::vector<Table>& tables() { return made_.tables(); }

  void change() {
    using Change = std::string (Maker::*)(Table&);
    static constexpr auto kChanges =
        std::to_array<Change>({&Maker::add_column,      &Maker::add_column,
                               &Maker::add_column,      &Maker::add_filled_column,
                               &Maker::drop_column,     &Maker::rename_column,
                               &Maker::widen,           &Maker::set_not_null,
                               &Maker::drop_not_null,   &Maker::set_default,
                               &Maker::drop_default,    &Maker::add_check,
                               &Maker::add_unique,      &Maker::add_reference,
                               &Maker::drop_constraint, &Maker::create_index,
                               &Maker::create_index,    &Maker::drop_index,
                               &Maker::create_table,    &Maker::drop_table,
                               &Maker::rename_table,    &Maker::update,
                               &Maker::remove,          &Maker::insert,
                               &Maker::create_view,     &Maker::drop_view,
                               &Maker::grant_more,      &Maker::comment_more});
    const auto made = dice_.pick(kChanges);
    if (tables().empty()) return;
    auto sql = (this->*made)(dice_.pick(tables()));
    if (!sql.empty()) migration_.push_back(std::move(sql));
  }

  std::string alter(const Table& table, std::string_view action) {
    return fmt::format("ALTER TABLE {} {}", table.sql(), action);
  }

  /// A column that nothing else hangs on; null where there is none.
  Column* free_column(Table& table) {
    std::vector<Column*> found;
    for (auto& column : table.columns) {
      if (!column.key && !column.referenced) found.push_back(&column);
    }
    return found.empty() ? nullptr : dice_.pick(found);
  }

  /// A column that is not the key.
  Column* any_column(Table& table) {
    return table.columns.size() < 2 ? nullptr
                                    : &table.columns[1 + dice_.below(table.columns.size() - 1)];
  }

  std::string add_column(Table& table) {
    auto column = made_.make_column(table);
    if (column.not_null && !column.has_default) column.has_default = true;
    table.columns.push_back(column);
    return alter(table, "ADD COLUMN " + written(column));
  }

  std::string add_filled_column(Table& table) {
    Column column{.name = made_.new_column_name(table), .type = "uuid", .has_default = true};
    column.not_null = dice_.chance(50);
    table.columns.push_back(column);
    return alter(table, fmt::format("ADD COLUMN {} uuid{} DEFAULT gen_random_uuid()",
                                    quote_ident(column.name), column.not_null ? " NOT NULL" : ""));
  }

  std::string drop_column(Table& table) {
    auto* column = free_column(table);
    if (column == nullptr) return {};
    const auto name = column->name;
    std::erase_if(table.columns, [&](const auto& each) { return each.name == name; });
    return alter(table, "DROP COLUMN " + quote_ident(name));
  }

  std::string rename_column(Table& table) {
    auto* column = any_column(table);
    if (column == nullptr) return {};
    const auto before = column->name;
    column->name = made_.new_column_name(table);
    return alter(table, fmt::format("RENAME COLUMN {} TO {}", quote_ident(before),
                                    quote_ident(column->name)));
  }

  std::string widen(Table& table) {
    auto* column = free_column(table);
    if (column == nullptr || wider(column->type) == column->type) return {};
    column->type = wider(column->type);
    return alter(table,
                 fmt::format("ALTER COLUMN {} TYPE {}", quote_ident(column->name), column->type));
  }

  std::string set_not_null(Table& table) {
    auto* column = any_column(table);
    if (column == nullptr || column->not_null) return {};
    column->not_null = true;
    if (dice_.chance(50)) {
      migration_.push_back(fmt::format("UPDATE {0} SET {1} = {2} WHERE {1} IS NULL", table.sql(),
                                       quote_ident(column->name), constant(column->type)));
    }
    return alter(table, fmt::format("ALTER COLUMN {} SET NOT NULL", quote_ident(column->name)));
  }

  std::string drop_not_null(Table& table) {
    auto* column = any_column(table);
    if (column == nullptr || !column->not_null) return {};
    column->not_null = false;
    return alter(table, fmt::format("ALTER COLUMN {} DROP NOT NULL", quote_ident(column->name)));
  }

  std::string set_default(Table& table) {
    auto* column = any_column(table);
    if (column == nullptr) return {};
    column->has_default = true;
    return alter(table, fmt::format("ALTER COLUMN {} SET DEFAULT {}", quote_ident(column->name),
                                    constant(column->type)));
  }

  std::string drop_default(Table& table) {
    auto* column = any_column(table);
    if (column == nullptr || !column->has_default) return {};
    column->has_default = false;
    return alter(table, fmt::format("ALTER COLUMN {} DROP DEFAULT", quote_ident(column->name)));
  }

  std::string add_check(Table& table) {
    const auto name = made_.fresh("positive");
    table.constraints.push_back(name);
    auto& column = dice_.pick(table.columns);
    column.referenced = true;
    return alter(table, fmt::format("ADD CONSTRAINT {} CHECK ({} IS NULL OR id IS NOT NULL)", name,
                                    quote_ident(column.name)));
  }

  std::string add_unique(Table& table) {
    auto* column = any_column(table);
    if (column == nullptr || column->type == "jsonb") return {};
    const auto name = made_.fresh("unique");
    table.constraints.push_back(name);
    column->referenced = true;
    return alter(table,
                 fmt::format("ADD CONSTRAINT {} UNIQUE (id, {})", name, quote_ident(column->name)));
  }

  std::string add_reference(Table& table) {
    auto& other = dice_.pick(tables());
    const auto wanted = other.columns.front().type;
    for (auto& column : table.columns) {
      if (column.key || column.type != wanted) continue;
      const auto name = made_.fresh("key");
      table.constraints.push_back(name);
      column.referenced = true;
      other.referenced = true;
      return alter(table, fmt::format("ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} (id)", name,
                                      quote_ident(column.name), other.sql()));
    }
    return {};
  }

  std::string drop_constraint(Table& table) {
    if (table.constraints.empty()) return {};
    const auto name = table.constraints.back();
    table.constraints.pop_back();
    return alter(table, "DROP CONSTRAINT " + name);
  }

  std::string create_index(Table& table) {
    auto& column = dice_.pick(table.columns);
    if (column.type == "jsonb") return {};
    table.indexes.push_back(made_.fresh("index"));
    return fmt::format("CREATE INDEX {} ON {} ({})", table.indexes.back(), table.sql(),
                       quote_ident(column.name));
  }

  std::string drop_index(Table& table) {
    if (table.indexes.empty()) return {};
    const auto name = table.indexes.back();
    table.indexes.pop_back();
    return "DROP INDEX " + name;
  }

  std::string create_table(Table&) {
    Table table{.name = made_.new_table_name()};
    auto sql = made_.create(table, false);
    tables().push_back(std::move(table));
    return sql;
  }

  std::string drop_table(Table& table) {
    if (table.referenced || !table.views.empty() || tables().size() < 2) return {};
    auto sql = "DROP TABLE " + table.sql();
    const auto name = table.name;
    std::erase_if(tables(), [&](const auto& each) { return each.name == name; });
    return sql;
  }

  std::string rename_table(Table& table) {
    const auto before = table.sql();
    table.name = made_.new_table_name();
    return fmt::format("ALTER TABLE {} RENAME TO {}", before, table.sql());
  }

  std::string update(Table& table) {
    auto* column = any_column(table);
    if (column == nullptr || column->referenced) return {};
    return fmt::format("UPDATE {0} SET {1} = {2} WHERE {1} IS NULL", table.sql(),
                       quote_ident(column->name), constant(column->type));
  }

  std::string remove(Table& table) {
    auto* column = any_column(table);
    if (column == nullptr || table.referenced) return {};
    return fmt::format("DELETE FROM {} WHERE {} IS NULL", table.sql(), quote_ident(column->name));
  }

  std::string insert(Table& table) {
    std::vector<std::string> names{"id"};
    std::vector<std::string> values{
        table.columns.front().type == "uuid" ? "'00000000-0000-0000-0000-000000000999'" : "88"};
    for (const auto& column : table.columns) {
      if (column.key || !column.not_null) continue;
      names.push_back(quote_ident(column.name));
      values.push_back(constant(column.type));
    }
    return fmt::format("INSERT INTO {} ({}) VALUES ({})", table.sql(), fmt::join(names, ", "),
                       fmt::join(values, ", "));
  }

  std::string create_view(Table& table) {
    auto& column = dice_.pick(table.columns);
    column.referenced = true;
    table.columns.front().referenced = true;
    table.views.push_back(made_.fresh("view"));
    return fmt::format("CREATE VIEW {} AS SELECT id, {} AS shown FROM {}", table.views.back(),
                       quote_ident(column.name), table.sql());
  }

  std::string drop_view(Table& table) {
    if (table.views.empty()) return {};
    const auto name = table.views.back();
    table.views.pop_back();
    return "DROP VIEW " + name;
  }

  std::string grant_more(Table& table) {
    return fmt::format("GRANT INSERT ON {} TO clerk", table.sql());
  }

  std::string comment_more(Table& table) { return made_.comment(table); }

  Dice dice_;
  RandomTables made_;
  std::vector<std::string> migration_;
};

}  // namespace

RandomMigration random_migration(std::uint64_t seed) { return Maker(seed).make(); }

}  // namespace pgstage::tests
