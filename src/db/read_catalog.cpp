#include "pgstage/db/read_catalog.hpp"

#include <string>
#include <vector>

#include "catalog_queries.hpp"
#include "read_tables.hpp"

namespace pgstage::db {
namespace {

/// A query, and what becomes of each of its rows.
struct Part {
  std::string sql;
  void (*add)(const Row&, Draft&);
};

// Defaults need the built-in functions, columns their relation, constraints the columns.
std::vector<Part> parts(int major) {
  return {{schemas_query(), add_schema},
          {builtin_functions_query(), add_builtin_function},
          {functions_query(), add_function},
          {types_query(), add_type},
          {relations_query(), add_relation},
          {columns_query(major), add_column},
          {constraints_query(major), add_constraint},
          {indexes_query(), add_index},
          {triggers_query(), add_trigger},
          {table_objects_query(), add_table_object},
          {function_reads_query(), add_function_read},
          {publications_query(), add_publication},
          {view_reads_query(), add_view_read},
          {parents_query(), add_parent},
          {children_query(), add_child},
          {partition_keys_query(), add_partition_key},
          {sequence_owners_query(), add_sequence_owner}};
}

Result<Draft> read_parts(Session& session) {
  Draft draft;
  draft.catalog.erase_schema("public");
  for (const auto& part : parts(session.server_version_num() / 10000)) {
    const auto rows = session.query(part.sql, {});
    if (!rows) return rows.error();
    for (const auto& row : rows->rows) part.add(row, draft);
  }
  return draft;
}

/// A partitioned table is as large as its partitions together.
void add_sizes_of_partitions(Draft& draft) {
  std::map<QualifiedName, catalog::Relation*> by_name;
  for (auto& relation : draft.relations) by_name[relation.name] = &relation;
  for (auto& leaf : draft.relations) {
    if (!leaf.is_partition || leaf.kind != catalog::RelationKind::Table || !leaf.size) continue;
    for (const auto* at = &leaf; at->parent;) {
      const auto parent = by_name.find(*at->parent);
      if (parent == by_name.end()) break;
      if (!parent->second->size) parent->second->size = catalog::Size{};
      parent->second->size->rows += leaf.size->rows;
      parent->second->size->bytes += leaf.size->bytes;
      at = parent->second;
    }
  }
}

catalog::Catalog finish(Draft draft) {
  add_sizes_of_partitions(draft);
  for (auto& relation : draft.relations) draft.catalog.put(std::move(relation));
  return std::move(draft.catalog);
}

}  // namespace

Result<catalog::Catalog> read_catalog(Session& session) {
  // With an empty search path every name comes out qualified, but for the built-in ones.
  const auto begun = session.run(
      "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = ''; "
      "SET LOCAL quote_all_identifiers = off");
  if (!begun) return begun.error();
  auto draft = read_parts(session);
  const auto ended = session.run("COMMIT");
  if (!draft) return draft.error();
  if (!ended) return ended.error();
  return finish(*std::move(draft));
}

}  // namespace pgstage::db
