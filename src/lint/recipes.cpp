#include "pgstage/lint/recipes.hpp"

#include <algorithm>

#include "pgstage/lint/words.hpp"
#include "pgstage/sql/rewrite.hpp"

namespace pgstage::lint {
namespace {

using catalog::Relation;
using catalog::RelationKind;

/// Builds an index below a partitioned table, from the leaves to the root.
class Parts {
 public:
  Parts(const Context& context, const QualifiedName& root, const std::string& index)
      : catalog_(context.before.catalog()),
        text_(context.script.text(context.statement.span())),
        root_(root),
        index_(index) {}

  /// false: one of them cannot have it this way.
  bool build(const Relation& table, const std::string& name) {
    const QualifiedName index{table.name.schema, name};
    const bool taken = name != truncate_ident(name) || catalog_.relation(index) != nullptr ||
                       catalog_.table_of_index(index) != nullptr;
    if (taken || !table.known) return false;
    if (table.kind == RelationKind::Table) {
      statements.push_back(sql::concurrent_index(text_, name, table.name.sql()));
      return true;
    }
    if (!is_partitioned(&table)) return false;
    statements.push_back(with_text(sql::concurrent_index(text_, name, "ONLY " + table.name.sql()),
                                   " CONCURRENTLY", ""));
    return std::all_of(table.children.begin(), table.children.end(),
                       [&](const auto& child) { return attach(index, child); });
  }

  std::vector<std::string> statements;

 private:
  bool attach(const QualifiedName& above, const QualifiedName& child) {
    const auto* part = catalog_.relation(child);
    const auto name = name_of_part(index_, root_, child);
    if (part == nullptr || !build(*part, name)) return false;
    statements.push_back("ALTER INDEX " + above.sql() + " ATTACH PARTITION " +
                         QualifiedName{child.schema, name}.sql());
    return true;
  }

  const catalog::Catalog& catalog_;
  std::string_view text_;
  const QualifiedName& root_;
  const std::string& index_;
};

}  // namespace

std::string joined(const std::vector<std::string>& statements) {
  std::string out;
  for (const auto& each : statements) out += (out.empty() ? "" : ";\n") + each;
  return out;
}

std::string given_time(const Context& context, std::string_view statements) {
  const auto setting = context.before.setting("statement_timeout").value_or("0");
  return "SET statement_timeout = 0;\n" + std::string{statements} +
         ";\nSET statement_timeout = " + quote_literal(setting);
}

std::string name_of_part(const std::string& index, const QualifiedName& table,
                         const QualifiedName& partition) {
  const auto prefix = table.name + "_";
  const auto rest = index.starts_with(prefix) ? index.substr(prefix.size()) : index;
  return partition.name + "_" + rest;
}

std::optional<std::string> built_concurrently(const Context& context,
                                              const sql::CreateIndex& create,
                                              const std::string& index) {
  const auto table = context.before.resolve(create.table);
  const auto* found = context.before.catalog().relation(table);
  if (is_partitioned(found)) {
    return built_by_partition(context, create, index);
  }
  std::vector<std::string> statements;
  if (create.if_not_exists) {
    statements.push_back("DROP INDEX CONCURRENTLY IF EXISTS " +
                         QualifiedName{table.schema, index}.sql());
  }
  const auto text = context.script.text(context.statement.span());
  statements.push_back(sql::concurrent_index(text, index, table.sql()));
  return joined(statements);
}

std::optional<std::string> built_by_partition(const Context& context,
                                              const sql::CreateIndex& create,
                                              const std::string& index) {
  const auto table = context.before.resolve(create.table);
  const auto* found = context.before.catalog().relation(table);
  if (found == nullptr || found->children.empty()) return std::nullopt;
  Parts parts(context, table, index);
  if (!parts.build(*found, index)) return std::nullopt;
  return joined(parts.statements);
}

std::vector<std::string> proved_check(const QualifiedName& table, const std::string& name,
                                      const std::string& condition) {
  const std::string alter = "ALTER TABLE " + table.sql();
  return {alter + " ADD CONSTRAINT " + quote_ident(name) + " CHECK (" + condition + ") NOT VALID",
          alter + " VALIDATE CONSTRAINT " + quote_ident(name)};
}

}  // namespace pgstage::lint
