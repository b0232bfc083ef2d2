#include "books.hpp"

#include <algorithm>

#include "pgstage/sql/expression.hpp"
#include "pgstage/sql/statements.hpp"
#include "pgstage/sql/table.hpp"

namespace pgstage::record {
namespace {

constexpr auto kBooks = std::to_array<Book>({
    {.framework = "alembic", .table = "alembic_version", .names = {"version_num"}},
    {.framework = "atlas", .table = "atlas_schema_revisions", .names = {"version"}},
    {.framework = "diesel", .table = "__diesel_schema_migrations", .names = {"version"}},
    {.framework = "django", .table = "django_migrations", .names = {"name"}, .group = "app"},
    {.framework = "drizzle", .table = "__drizzle_migrations", .names = {"name", "hash"}},
    {.framework = "flyway", .table = "flyway_schema_history", .names = {"script"}},
    {.framework = "golang-migrate",
     .table = "schema_migrations",
     .names = {"version"},
     .needs = "dirty",
     .ended_by = "dirty"},
    {.framework = "goose", .table = "goose_db_version", .names = {"version_id"}},
    {.framework = "knex", .table = "knex_migrations", .names = {"name"}},
    {.framework = "knex", .table = "knex_migrations_lock"},
    {.framework = "kysely", .table = "kysely_migration", .names = {"name"}},
    {.framework = "kysely", .table = "kysely_migration_lock"},
    {.framework = "liquibase", .table = "databasechangelog", .names = {"id"}, .group = "author"},
    {.framework = "liquibase", .table = "databasechangeloglock"},
    {.framework = "mikro-orm", .table = "mikro_orm_migrations", .names = {"name"}},
    {.framework = "node-pg-migrate", .table = "pgmigrations", .names = {"name"}},
    {.framework = "prisma",
     .table = "_prisma_migrations",
     .names = {"migration_name"},
     .ended_by = "finished_at"},
    {.framework = "rails", .table = "ar_internal_metadata"},
    {.framework = "refinery", .table = "refinery_schema_history", .names = {"version"}},
    {.framework = "sequelize", .table = "SequelizeMeta", .names = {"name"}},
    {.framework = "sql-migrate", .table = "gorp_migrations", .names = {"id"}},
    {.framework = "sqlx", .table = "_sqlx_migrations", .names = {"version"}},
    {.framework = "typeorm", .table = "migrations", .names = {"name"}, .needs = "timestamp"},
    {.framework = "graphile-migrate", .table = "migrations", .names = {"filename"}},
    {.framework = "gormigrate", .table = "migrations", .names = {"id"}},
    {.framework = "supabase",
     .table = "schema_migrations",
     .names = {"version"},
     .needs = "statements"},
    // Of several frameworks, which do the same with it.
    {.framework = "", .table = "schema_migrations", .names = {"version"}},
});

constexpr auto kRegistries = std::to_array<Registry>(
    {{.framework = "sqitch", .schema = "sqitch", .table = "changes", .name = "change"}});

bool has(const std::vector<std::string_view>& columns, std::string_view column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

/// Tables of users may be called alike: such a row has to have the columns as well.
bool fits(const Book& book, const sql::Query& query) {
  if (query.verb != sql::Query::Verb::Insert || book.names.front().empty()) return true;
  if (!book.needs.empty() && !has(query.inserted, book.needs)) return false;
  return query.inserted.empty() ||
         std::any_of(book.names.begin(), book.names.end(),
                     [&](const auto& name) { return !name.empty() && has(query.inserted, name); });
}

/// The names of the tables that it is about.
std::vector<std::string_view> tables_in(const sql::View& view) {
  std::vector<std::string_view> out;
  if (const auto* query = std::get_if<sql::Query>(&view)) {
    if (query->verb != sql::Query::Verb::Select) return {query->target.name};
    for (const auto& each : sql::facts(query->whole).relations) out.push_back(each.name.name);
  } else if (const auto* table = std::get_if<sql::CreateTable>(&view)) {
    out.push_back(table->name.name);
  } else if (const auto* altered = std::get_if<sql::AlterTable>(&view)) {
    out.push_back(altered->name.name);
  } else if (const auto* index = std::get_if<sql::CreateIndex>(&view)) {
    out.push_back(index->table.name);
  } else if (const auto* emptied = std::get_if<sql::Truncate>(&view)) {
    for (const auto& each : emptied->tables) out.push_back(each.name);
  } else if (const auto* locked = std::get_if<sql::Lock>(&view)) {
    for (const auto& each : locked->tables) out.push_back(each.name);
  }
  return out;
}

}  // namespace

const Registry* registry_in(std::string_view schema) {
  const auto* found = std::find_if(kRegistries.begin(), kRegistries.end(),
                                   [&](const auto& each) { return each.schema == schema; });
  return found == kRegistries.end() ? nullptr : found;
}

bool is_for_books(std::string_view schema) {
  constexpr auto kSchemas = std::to_array<std::string_view>(
      {"atlas_schema_revisions", "drizzle", "graphile_migrate", "supabase_migrations"});
  if (registry_in(schema) != nullptr) return true;
  return std::find(kSchemas.begin(), kSchemas.end(), schema) != kSchemas.end();
}

bool is_in_books(const sql::View& view) {
  if (const auto* table = std::get_if<sql::CreateTable>(&view)) {
    return is_for_books(table->name.schema);
  }
  const auto* comment = std::get_if<sql::Comment>(&view);
  if (comment == nullptr) return false;
  const bool of_schema = comment->object == sql::ObjectKind::Schema;
  return is_for_books(of_schema ? comment->name.name : comment->name.schema);
}

bool is_of_book(std::string_view relation) {
  return std::any_of(kBooks.begin(), kBooks.end(), [&](const Book& book) {
    if (!relation.starts_with(book.table)) return false;
    const auto rest = relation.substr(book.table.size());
    return rest.empty() || (rest.starts_with('_') && rest.ends_with("_seq"));
  });
}

const Book* book_of(const sql::Statement& statement) {
  const auto view = statement.view();
  const auto tables = tables_in(view);
  const auto* query = std::get_if<sql::Query>(&view);
  const auto found = std::find_if(kBooks.begin(), kBooks.end(), [&](const Book& book) {
    return has(tables, book.table) && (query == nullptr || fits(book, *query));
  });
  return found == kBooks.end() ? nullptr : &*found;
}

}  // namespace pgstage::record
