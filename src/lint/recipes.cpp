#include "pgstage/lint/recipes.hpp"

#include <algorithm>

#include "pgstage/lint/words.hpp"
#include "pgstage/sql/rewrite.hpp"

namespace pgstage::lint {
namespace {

using catalog::Relation;
using catalog::RelationKind;
using Kind = sql::PartitionBound::Kind;

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

bool known(const std::vector<std::string>& values) {
  return std::none_of(values.begin(), values.end(), [](const auto& each) { return each.empty(); });
}

std::string list(const std::vector<std::string>& values) {
  std::string out;
  for (const auto& each : values) out += (out.empty() ? "" : ", ") + quote_literal(each);
  return out;
}

/// The one plain column that a table is partitioned by, as SQL.
std::optional<std::string> key_of(const Relation& parent, const sql::PartitionBound& bound) {
  const bool single = parent.partition_key.size() == 1 && bound.from.size() <= 1 &&
                      bound.to.size() <= 1 && known(bound.from) && known(bound.to) &&
                      known(bound.values);
  if (!single) return std::nullopt;
  return quote_ident(parent.partition_key.front());
}

}  // namespace

std::string joined(const std::vector<std::string>& statements) {
  std::string out;
  for (const auto& each : statements) out += (out.empty() ? "" : ";\n") + each;
  return out;
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
  // CONCURRENTLY would be refused.
  if (context.before.explicit_transaction()) return std::nullopt;
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
  if (context.before.explicit_transaction()) return std::nullopt;
  Parts parts(context, table, index);
  if (!parts.build(*found, index)) return std::nullopt;
  return joined(parts.statements);
}

std::optional<std::string> inside(const Relation& parent, const sql::PartitionBound& bound) {
  const auto key = key_of(parent, bound);
  if (!key) return std::nullopt;
  const std::string not_null = *key + " IS NOT NULL";
  if (bound.kind == Kind::List) {
    return not_null + " AND " + *key + " IN (" + list(bound.values) + ")";
  }
  if (bound.kind != Kind::Range) return std::nullopt;
  std::string out = not_null;
  if (!bound.from.empty()) out += " AND " + *key + " >= " + list(bound.from);
  if (!bound.to.empty()) out += " AND " + *key + " < " + list(bound.to);
  return out;
}

std::optional<std::string> outside(const Relation& parent, const sql::PartitionBound& bound) {
  const auto key = key_of(parent, bound);
  if (!key) return std::nullopt;
  if (bound.kind == Kind::List) return *key + " NOT IN (" + list(bound.values) + ")";
  if (bound.kind != Kind::Range) return std::nullopt;
  std::string out;
  if (!bound.from.empty()) out = *key + " < " + list(bound.from);
  if (!bound.to.empty()) out += (out.empty() ? "" : " OR ") + *key + " >= " + list(bound.to);
  if (out.empty()) return std::nullopt;
  return out;
}

std::vector<std::string> proved_check(const QualifiedName& table, const std::string& name,
                                      const std::string& condition) {
  const std::string alter = "ALTER TABLE " + table.sql();
  return {alter + " ADD CONSTRAINT " + quote_ident(name) + " CHECK (" + condition + ") NOT VALID",
          alter + " VALIDATE CONSTRAINT " + quote_ident(name)};
}

}  // namespace pgstage::lint
