#include "reverse.hpp"

#include <algorithm>
#include <type_traits>
#include <variant>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "kept_definition.hpp"
#include "steps.hpp"

namespace pgstage::plan {
namespace {

using Found = std::optional<Reverse>;

Found drop_relation(const Change& change, const sql::Name& written, std::string_view word,
                    catalog::RelationKind kind) {
  const auto name = change.after.resolve(written);
  if (change.relation(name) != nullptr) return std::nullopt;
  return Reverse{fmt::format("DROP {} IF EXISTS {}", word, name.sql()),
                 relation_exists(name, kind)};
}

Found reverse_of(const Change& change, const sql::CreateTable& statement) {
  const auto kind = statement.partitioned ? catalog::RelationKind::PartitionedTable
                                          : catalog::RelationKind::Table;
  return drop_relation(change, statement.name, "TABLE", kind);
}

Found reverse_of(const Change& change, const sql::CreateTableAs& statement) {
  return statement.materialized_view
             ? drop_relation(change, statement.name, "MATERIALIZED VIEW",
                             catalog::RelationKind::MaterializedView)
             : drop_relation(change, statement.name, "TABLE", catalog::RelationKind::Table);
}

bool same_columns(const catalog::Relation* a, const catalog::Relation* b) {
  const auto same = [](const auto& x, const auto& y) {
    return x.name == y.name && x.type == y.type;
  };
  return a != nullptr && b != nullptr &&
         std::equal(a->columns.begin(), a->columns.end(), b->columns.begin(), b->columns.end(),
                    same);
}

Found reverse_of(const Change& change, const sql::CreateView& statement) {
  auto made = drop_relation(change, statement.name, "VIEW", catalog::RelationKind::View);
  if (made) return made;
  const auto view = change.before.resolve(statement.name);
  const bool in_place = same_columns(change.relation(view), change.after.catalog().relation(view));
  return Reverse{{}, {}, view_definition(view, in_place)};
}

Found reverse_of(const Change& change, const sql::CreateFunction& statement) {
  std::string arguments;
  for (const auto& type : statement.arguments) {
    const auto resolved = catalog::resolve_type(type, change.before.catalog());
    arguments += (arguments.empty() ? "" : ", ") + catalog::to_string(resolved);
  }
  const auto signature =
      fmt::format("{}({})", change.before.resolve_new(statement.name).sql(), arguments);
  const std::string done =
      fmt::format("SELECT pg_catalog.to_regprocedure({}) IS NOT NULL", quote_literal(signature));
  if (!statement.replace) {
    return Reverse{
        (statement.procedure ? "DROP PROCEDURE IF EXISTS " : "DROP FUNCTION IF EXISTS ") +
            signature,
        done};
  }
  return Reverse{{}, {}, function_definition(signature)};
}

Found reverse_of(const Change& change, const sql::Comment& statement) {
  const auto relation = change.before.resolve(statement.name);
  if (statement.object == sql::ObjectKind::Column) {
    return Reverse{{}, {}, comment_on_column(relation, std::string{statement.part})};
  }
  if (statement.object != sql::ObjectKind::Table) return std::nullopt;
  return Reverse{{}, {}, comment_on_table(relation)};
}

Found reverse_of(const Change& change, const sql::Grant& statement) {
  const bool simple = statement.object == sql::ObjectKind::Table && !statement.all_in_schema &&
                      statement.names.size() == 1;
  if (!simple) return std::nullopt;
  const auto relation = change.before.resolve(statement.names.front());
  std::string roles;
  for (const auto role : statement.roles) {
    // Who that is, the undo need not know.
    if (role == "current_user") return std::nullopt;
    roles += (roles.empty() ? "" : ", ") + (role.empty() ? "PUBLIC" : quote_ident(role));
  }
  const auto revoke = fmt::format("REVOKE ALL ON {} FROM {}", relation.sql(), roles);
  return Reverse{statement.revokes ? std::string{} : revoke, {}, grants_on(relation)};
}

Found reverse_of(const Change& change, const sql::CreateSequence& statement) {
  return drop_relation(change, statement.name, "SEQUENCE", catalog::RelationKind::Sequence);
}

/// Whose sequence it is; what it counts is another matter.
Found reverse_of(const Change& change, const sql::AlterSequence& statement) {
  const auto name = change.before.resolve(statement.name);
  const auto* sequence = change.relation(name);
  if (statement.rewrites || sequence == nullptr || !sequence->known) return std::nullopt;
  const auto owner = sequence->owner_table
                         ? column_object(*sequence->owner_table, sequence->owner_column)
                         : "NONE";
  return Reverse{fmt::format("ALTER SEQUENCE {} OWNED BY {}", name.sql(), owner), {}};
}

Found reverse_of(const Change&, const sql::CreateSchema& statement) {
  if (statement.if_not_exists) return std::nullopt;
  return Reverse{"DROP SCHEMA IF EXISTS " + quote_ident(statement.name),
                 fmt::format("SELECT to_regnamespace({}) IS NOT NULL",
                             quote_literal(quote_ident(statement.name)))};
}

Found drop_type(const Change& change, const sql::Name& written, std::string_view word) {
  const auto name = change.before.resolve_new(written);
  return Reverse{fmt::format("DROP {} IF EXISTS {}", word, name.sql()),
                 fmt::format("SELECT to_regtype({}) IS NOT NULL", quote_literal(name.sql()))};
}

Found reverse_of(const Change& change, const sql::CreateEnum& statement) {
  return drop_type(change, statement.name, "TYPE");
}

Found reverse_of(const Change& change, const sql::CreateDomain& statement) {
  return drop_type(change, statement.name, "DOMAIN");
}

Found reverse_of(const Change& change, const sql::CreateIndex&) {
  if (change.effects.creates.empty()) return std::nullopt;
  return Reverse{"DROP INDEX IF EXISTS " + change.effects.creates.front(),
                 fmt::format("SELECT to_regclass({}) IS NOT NULL",
                             quote_literal(change.effects.creates.front()))};
}

Found reverse_of(const Change& change, const sql::CreateTrigger& statement) {
  if (statement.replace) return std::nullopt;
  return Reverse{fmt::format("DROP TRIGGER IF EXISTS {} ON {}", quote_ident(statement.name),
                             change.before.resolve(statement.table).sql()),
                 {}};
}

Found reverse_default(const Change& change, const std::string& alter,
                      const sql::AlterAction& action) {
  const auto* table = change.relation(change.table());
  const auto* column = table == nullptr ? nullptr : table->column(action.name);
  if (column == nullptr) return std::nullopt;
  const std::string prefix = alter + " ALTER COLUMN " + quote_ident(action.name);
  if (!column->default_value) return Reverse{prefix + " DROP DEFAULT", {}};
  return Reverse{prefix + " SET DEFAULT " + column->default_value->sql, {}};
}

/// PostgreSQL chooses the name where none is written.
Found reverse_constraint(const Change& change, const std::string& alter) {
  const auto table = change.table();
  const auto* made = change.after.catalog().relation(table);
  if (made == nullptr || made->constraints.empty()) return std::nullopt;
  const auto& constraint = made->constraints.back();
  return Reverse{
      fmt::format("{} DROP CONSTRAINT IF EXISTS {}", alter, quote_ident(constraint.name)),
      constraint_exists(table, constraint.name, false)};
}

/// SQL expression over the row of the column in pg_attribute.
std::string column_before(const QualifiedName& table, std::string_view column,
                          std::string_view what) {
  return fmt::format(
      "(SELECT format('ALTER TABLE %s ALTER COLUMN %I %s', {}, attname, {}) FROM "
      "pg_catalog.pg_attribute WHERE attrelid = to_regclass({}) AND attname = {})",
      quote_literal(table.sql()), what, quote_literal(table.sql()), quote_literal(column));
}

std::string table_before(const QualifiedName& table, std::string_view what) {
  return fmt::format(
      "(SELECT format('ALTER TABLE %s %s', {0}, {1}) FROM pg_catalog.pg_class WHERE oid = "
      "to_regclass({0}))",
      quote_literal(table.sql()), what);
}

/// Those that were set come back with their values, the others go.
Found reverse_options(const QualifiedName& table, const sql::AlterAction& action) {
  std::string names;
  std::string list;
  for (const auto option : action.options) {
    names += (names.empty() ? "" : ", ") + quote_literal(option);
    list += (list.empty() ? "" : ", ") + std::string{option};
  }
  if (names.empty()) return std::nullopt;
  return Reverse{
      {},
      {},
      fmt::format("(SELECT concat_ws('; ', 'ALTER TABLE ' || {0} || ' RESET (' || {1} || ')', "
                  "'ALTER TABLE ' || {0} || ' SET (' || (SELECT string_agg(option, ', ') FROM "
                  "unnest(reloptions) AS option WHERE split_part(option, '=', 1) IN ({2})) || ')') "
                  "FROM pg_catalog.pg_class WHERE oid = to_regclass({0}))",
                  quote_literal(table.sql()), quote_literal(list), names)};
}

/// How a table or column is kept: what it was, the server knows.
Found reverse_storage(const Change& change, const sql::AlterAction& action) {
  const auto table = change.table();
  switch (action.kind) {
    case sql::ActionKind::SetStatistics:
      return Reverse{
          {},
          {},
          column_before(table, action.name, "'SET STATISTICS ' || coalesce(attstattarget, -1)")};
    case sql::ActionKind::SetStorage:
      return Reverse{{},
                     {},
                     column_before(table, action.name,
                                   "'SET STORAGE ' || CASE attstorage WHEN 'p' THEN 'PLAIN' WHEN "
                                   "'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END")};
    case sql::ActionKind::OwnerTo:
      return Reverse{{}, {}, table_before(table, "'OWNER TO ' || relowner::regrole")};
    case sql::ActionKind::SetOptions:
      // Those of the TOAST table are kept elsewhere.
      return change.text.find("toast.") == std::string::npos ? reverse_options(table, action)
                                                             : std::nullopt;
    default:
      return std::nullopt;
  }
}

Found reverse_timing(const Change& change, const sql::AlterAction& action) {
  if (action.enforced || action.no_inherit) return std::nullopt;
  return Reverse{
      {},
      {},
      fmt::format("(SELECT format('ALTER TABLE %s ALTER CONSTRAINT %I %s', {0}, conname, CASE WHEN "
                  "NOT condeferrable THEN 'NOT DEFERRABLE' WHEN condeferred THEN 'DEFERRABLE "
                  "INITIALLY DEFERRED' ELSE 'DEFERRABLE INITIALLY IMMEDIATE' END) FROM "
                  "pg_catalog.pg_constraint WHERE conrelid = to_regclass({0}) AND conname = {1})",
                  quote_literal(change.table().sql()), quote_literal(action.name))};
}

/// NOT VALID comes back with the definition.
Found reverse_validation(const Change& change, const sql::AlterAction& action) {
  const auto table = change.table();
  const auto* relation = change.relation(table);
  const auto* known = relation == nullptr ? nullptr : relation->constraint(action.name);
  const auto done = constraint_exists(table, action.name, true);
  const bool goes_with_another = known != nullptr && (known->validated || known->created_in_batch);
  if (goes_with_another) return Reverse{{}, done};
  // To be said, since what a kept definition locks cannot be seen.
  const bool key = known != nullptr && known->kind == ConstraintKind::ForeignKey;
  const auto referenced = key ? known->referenced.sql() + ", " : std::string{};
  return Reverse{fmt::format("LOCK TABLE {}{} IN ACCESS EXCLUSIVE MODE", referenced, table.sql()),
                 done,
                 constraint_definition(
                     "ALTER TABLE " + table.sql(),
                     fmt::format("conrelid = to_regclass({}) AND conname = {} AND NOT convalidated",
                                 quote_literal(table.sql()), quote_literal(action.name)))};
}

Found reverse_of(const Change& change, const sql::AlterTable& statement) {
  const auto& action = statement.actions.front();
  const auto table = change.table();
  const std::string alter = "ALTER TABLE " + table.sql();
  const std::string name = quote_ident(action.name);
  switch (action.kind) {
    case sql::ActionKind::AddColumn:
      return Reverse{alter + " DROP COLUMN " + name,
                     column_is(table, action.name,
                               catalog::to_string(catalog::resolve_type(action.column->type,
                                                                        change.before.catalog())))};
    case sql::ActionKind::SetDefault:
    case sql::ActionKind::DropDefault:
      return reverse_default(change, alter, action);
    case sql::ActionKind::DropNotNull:
      return Reverse{alter + " ALTER COLUMN " + name + " SET NOT NULL",
                     column_not_null(table, action.name, false)};
    case sql::ActionKind::AddConstraint:
      return reverse_constraint(change, alter);
    case sql::ActionKind::ValidateConstraint:
      return reverse_validation(change, action);
    case sql::ActionKind::AlterConstraint:
      return reverse_timing(change, action);
    default:
      if (statement.object != sql::ObjectKind::Table) return std::nullopt;
      return reverse_storage(change, action);
  }
}

Found reverse_of(const Change& change, const sql::Rename& rename) {
  const auto name = change.before.resolve(rename.name);
  const auto back = [&](std::string_view what) {
    return Reverse{fmt::format("ALTER {} RENAME TO {}", what, quote_ident(rename.part)), {}};
  };
  const auto new_name = quote_ident(rename.new_name);
  switch (rename.object) {
    case sql::ObjectKind::Constraint:
      return Reverse{fmt::format("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", name.sql(), new_name,
                                 quote_ident(rename.part)),
                     constraint_exists(name, rename.new_name, false)};
    case sql::ObjectKind::Trigger:
      return back(fmt::format("TRIGGER {} ON {}", new_name, name.sql()));
    case sql::ObjectKind::Policy:
      return back(fmt::format("POLICY {} ON {}", new_name, name.sql()));
    case sql::ObjectKind::Index: {
      const auto index = change.before.resolve_index(rename.name);
      const QualifiedName renamed{index.schema, std::string{rename.new_name}};
      return Reverse{
          fmt::format("ALTER INDEX {} RENAME TO {}", renamed.sql(), quote_ident(index.name)), {}};
    }
    case sql::ObjectKind::Column:
      return Reverse{fmt::format("ALTER TABLE IF EXISTS {} RENAME COLUMN {} TO {}", name.sql(),
                                 new_name, quote_ident(rename.part)),
                     {}};
    case sql::ObjectKind::Table:
    case sql::ObjectKind::View:
    case sql::ObjectKind::MaterializedView:
    case sql::ObjectKind::Sequence:
      return Reverse{fmt::format("ALTER TABLE IF EXISTS {} RENAME TO {}",
                                 QualifiedName{name.schema, std::string{rename.new_name}}.sql(),
                                 quote_ident(name.name)),
                     {}};
    default:
      return std::nullopt;
  }
}

Found reverse_of(const Change& change, const sql::TableObject& statement) {
  if (statement.alter) return std::nullopt;
  const bool policy = statement.object == sql::ObjectKind::Policy;
  return Reverse{
      fmt::format("DROP {} IF EXISTS {} ON {}", policy ? "POLICY" : "RULE",
                  quote_ident(statement.name), change.before.resolve(statement.table).sql()),
      {}};
}

Found reverse_of(const Change& change, const sql::Statistics& statement) {
  if (!statement.create || statement.if_not_exists || statement.name.name.empty()) {
    return std::nullopt;
  }
  return Reverse{"DROP STATISTICS IF EXISTS " + change.before.resolve_new(statement.name).sql(),
                 {}};
}

template <class View>
concept Reversible = requires(const Change& change, const View& view) {
  reverse_of(change, view);
};

}  // namespace

std::optional<Reverse> reverse_of(const Change& change) {
  return std::visit(
      [&](const auto& view) -> Found {
        if constexpr (Reversible<std::decay_t<decltype(view)>>) {
          return reverse_of(change, view);
        } else {
          return std::nullopt;
        }
      },
      change.view);
}

}  // namespace pgstage::plan
