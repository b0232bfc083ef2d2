// What keeps a table from being written anew beside itself.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "rebuild.hpp"
#include "replaceable.hpp"

namespace pgstage::plan {
namespace {

using catalog::Relation;
using catalog::RelationKind;
using catalog::TableObject;

std::string family_obstacle(const Relation& table) {
  if (!table.known) return "what it is made of is not known";
  if (table.kind == RelationKind::PartitionedTable) return "it has partitions";
  if (table.kind != RelationKind::Table) return "it is no table";
  if (table.is_partition) return "it is a partition";
  if (table.parent || !table.children.empty()) return "tables inherit from it, or it from others";
  if (table.of_type) return fmt::format("it is one of type {}", table.of_type->sql());
  return {};
}

std::string column_obstacle(const Change& change, const Relation& table) {
  for (const auto& name : change.before.catalog().owned_sequences(table.name)) {
    if (table.column(change.relation(name)->owner_column) == nullptr) {
      return fmt::format("which column sequence {} counts is not known", name.sql());
    }
    if (name.schema != table.name.schema) {
      return fmt::format("sequence {} is in another schema", name.sql());
    }
  }
  for (const auto& column : table.columns) {
    if (column.identity == Identity::None) continue;
    const auto sequences = change.before.catalog().owned_sequences(table.name);
    const bool known = std::any_of(sequences.begin(), sequences.end(), [&](const auto& name) {
      return change.relation(name)->owner_column == column.name;
    });
    if (!known) return fmt::format("the sequence of column \"{}\" is not known", column.name);
  }
  return {};
}

std::string constraint_obstacle(const Relation& table) {
  for (const auto& each : table.constraints) {
    if (is_key(each) && each.deferrable) {
      return fmt::format(
          "constraint \"{}\" is deferrable, so that rows which follow one by one "
          "could break it for a moment",
          each.name);
    }
    if (is_key(each) && each.definition.find("WITHOUT OVERLAPS") != std::string::npos) {
      return fmt::format("constraint \"{}\" is a key over periods", each.name);
    }
    if (each.kind == ConstraintKind::Exclusion && each.definition.empty()) {
      return fmt::format("the definition of constraint \"{}\" is not known", each.name);
    }
    if (each.kind == ConstraintKind::NotNull && !each.validated) {
      return fmt::format("constraint \"{}\" is not valid", each.name);
    }
  }
  for (const auto& index : table.indexes) {
    if (!index.valid) return fmt::format("index \"{}\" is not valid", index.name);
    if (index.definition.empty() && index.constraint.empty()) {
      return fmt::format("the definition of index \"{}\" is not known", index.name);
    }
  }
  return {};
}

std::string key_obstacle(const Change& change, const QualifiedName& table) {
  for (const auto& each : keys_around(change, table)) {
    const auto* referenced = change.relation(each.key->referenced);
    const bool parted = each.table == table && referenced != nullptr &&
                        referenced->kind == RelationKind::PartitionedTable;
    auto why =
        parted ? text_obstacle(*each.key) : foreign_key_obstacle(change, each.table, *each.key);
    if (!why.empty()) return why;
  }
  return {};
}

bool is_row_of(const catalog::Type& type, const QualifiedName& table) { return type.name == table; }

std::string user_obstacle(const Change& change, const Relation& table) {
  const auto& catalog = change.before.catalog();
  for (const auto& object : table.objects) {
    if (object.kind == TableObject::Kind::Rule) {
      return fmt::format("rule \"{}\" would be run for the rows that follow, too",
                         object.name.name);
    }
  }
  for (const auto& reader : catalog.readers(table.name)) {
    const auto& relation = *change.relation(reader);
    if (relation.kind == RelationKind::MaterializedView) {
      return fmt::format("materialized view {} reads it", reader.sql());
    }
    for (const auto& reads : relation.reads) {
      if (reads.relation == table.name && reads.columns.empty()) {
        return fmt::format("view {} reads whole rows of it", reader.sql());
      }
    }
  }
  for (const auto* user : catalog.mentioning(table.name)) {
    const bool rows =
        std::any_of(user->columns.begin(), user->columns.end(),
                    [&](const auto& each) { return is_row_of(each.type, table.name); });
    if (rows) return fmt::format("{} has a column of its row type", user->name.sql());
  }
  for (const auto& [name, function] : catalog.functions()) {
    for (const auto& overload : function.overloads) {
      const bool takes = std::any_of(overload.arguments.begin(), overload.arguments.end(),
                                     [&](const auto& type) { return is_row_of(type, table.name); });
      if (takes || is_row_of(overload.returns, table.name)) {
        return fmt::format("function {} takes or gives rows of it", name.sql());
      }
    }
  }
  for (const auto& [name, publication] : catalog.publications()) {
    if (publication.all_tables) {
      return fmt::format("publication {} has all tables, and would have the one beside it, too",
                         quote_ident(name));
    }
  }
  return {};
}

/// A table that others change as well, or what hangs on it, is another one by the time of the swap.
std::string batch_obstacle(const Change& change, const QualifiedName& table) {
  const auto* whole = std::get_if<sql::AlterTable>(&change.view);
  const auto view = change.statement.view();
  const auto* statement = std::get_if<sql::AlterTable>(&view);
  if (whole == nullptr || statement == nullptr || statement->actions.size() != 1) {
    return "the statement does something else to it, too";
  }
  const auto named = [&](const QualifiedName& name) {
    const auto found = change.batch.named.find(name.name);
    return found == change.batch.named.end() ? std::size_t{0} : found->second;
  };
  std::vector<QualifiedName> around = change.before.catalog().readers(table);
  for (const auto& each : keys_around(change, table)) {
    around.push_back(each.table);
    around.push_back(each.key->referenced);
  }
  bool others = named(table) > 1;
  for (const auto& name : around) others = others || (name != table && named(name) > 0);
  return others ? "another statement of the plan names it, or what hangs on it" : std::string{};
}

}  // namespace

std::string why_not_rebuilt(const Change& change, const QualifiedName& name) {
  const auto* table = change.relation(name);
  if (table == nullptr) return "what it is made of is not known";
  if (auto why = family_obstacle(*table); !why.empty()) return why;
  if (row_finder(*table) == nullptr) {
    return "it has no key to find a row again by: a PRIMARY KEY, or a unique index over columns "
           "that are NOT NULL";
  }
  for (auto why :
       {column_obstacle(change, *table), constraint_obstacle(*table), key_obstacle(change, name),
        user_obstacle(change, *table), batch_obstacle(change, name)}) {
    if (!why.empty()) return why;
  }
  return {};
}

bool is_kept_otherwise(const Change& change) {
  using Kind = sql::ActionKind;
  const auto* action = change.action();
  if (action == nullptr || !change.live(change.table())) return false;
  if (action->kind == Kind::SetTablespace) {
    const auto* alter = std::get_if<sql::AlterTable>(&change.view);
    const auto* table = change.relation(change.table());
    if (alter->object == sql::ObjectKind::Index || table == nullptr) return false;
    const auto wanted = action->name == "pg_default" ? std::string_view{} : action->name;
    return table->kind != RelationKind::PartitionedTable && table->tablespace != wanted;
  }
  const bool storage = action->kind == Kind::SetLogged || action->kind == Kind::SetUnlogged ||
                       action->kind == Kind::SetAccessMethod;
  return storage && !change.effects.rewrites.empty();
}

std::string not_beside_itself(std::string_view why) {
  return fmt::format(
      "A new table beside it, kept in step and swapped in, cannot take its place: {}.", why);
}

const catalog::Index* row_finder(const Relation& table) {
  const catalog::Index* out = nullptr;
  for (const auto& index : table.indexes) {
    const auto* constraint = table.constraint(index.constraint);
    const bool usable =
        index.unique && index.valid && !index.partial && !index.columns.empty() &&
        (constraint == nullptr || is_key(*constraint)) &&
        std::all_of(index.columns.begin(), index.columns.end(), [&](const auto& name) {
          const auto* column = table.column(name);
          return column != nullptr && column->not_null && column->generated == Generated::None;
        });
    if (!usable || (constraint != nullptr && constraint->deferrable)) continue;
    const bool primary = constraint != nullptr && constraint->kind == ConstraintKind::PrimaryKey;
    if (out == nullptr || primary) out = &index;
  }
  return out;
}

}  // namespace pgstage::plan
