// ALTER INDEX, and ALTER TYPE on a composite type; the grammar makes ALTER TABLE of both.
#include <algorithm>

#include "alter_table.hpp"
#include "circles.hpp"

namespace pgstage::effects {
namespace {

using Kind = sql::ActionKind;

std::vector<QualifiedName> tables_where(const Builder& out, auto holds) {
  std::vector<QualifiedName> tables;
  for (const auto* relation : out.catalog().relations()) {
    if (holds(*relation)) tables.push_back(relation->name);
  }
  return tables;
}

void attach_index(Builder& out, const QualifiedName& parent, const sql::AlterAction& action) {
  const auto child = out.session().resolve_index(action.other);
  out.lock_index(parent, LockMode::ShareUpdateExclusive);
  out.lock_index(child, LockMode::AccessExclusive);
  const auto* table = out.catalog().table_of_index(parent);
  const auto* partition = out.catalog().table_of_index(child);
  if (table == nullptr || partition == nullptr) return out.uncertain();
  const auto& own = *partition->index(child.name);
  if (own.parent == parent.name) return;
  const auto& index = *table->index(parent.name);
  const bool same = own.columns == index.columns && own.mentions == index.mentions &&
                    own.unique == index.unique && own.method == index.method;
  if (partition->parent != table->name || !own.parent.empty()) {
    out.fail("55000", "cannot attach index \"" + child.name + "\" as a partition of index \"" +
                          parent.name + "\"");
  } else if (!same) {
    out.fail("42P17",
             "cannot attach index \"" + child.name + "\": the index definitions do not match");
  }
}

}  // namespace

void describe_alter_index(Builder& out, const sql::AlterTable& statement) {
  const auto index = out.session().resolve_index(statement.name);
  const auto* table = out.catalog().table_of_index(index);
  if (table == nullptr && out.catalog().complete()) {
    if (!statement.if_exists) out.fail("42P01", "relation \"" + index.name + "\" does not exist");
    return;
  }
  for (const auto& action : statement.actions) {
    if (action.kind == Kind::AttachPartition) {
      attach_index(out, index, action);
    } else if (action.kind == Kind::SetTablespace) {
      out.lock_index(index, LockMode::AccessExclusive);
    } else {
      out.lock_index(index, LockMode::ShareUpdateExclusive);
    }
  }
}

void describe_alter_composite(Builder& out, const sql::AlterTable& statement) {
  const auto type = out.session().resolve_new(statement.name);
  const auto typed = tables_where(
      out, [&](const catalog::Relation& relation) { return relation.of_type == type; });
  const auto using_it = tables_where(out, [&](const catalog::Relation& relation) {
    return std::any_of(relation.columns.begin(), relation.columns.end(),
                       [&](const auto& column) { return column.type.name == type; });
  });
  for (const auto& action : statement.actions) {
    if (action.column) {
      refuse_own_member(out, type, catalog::resolve_type(action.column->type, out.catalog()));
    }
    const bool retypes = action.kind == Kind::ChangeType;
    // What is stored in a column of the type is not converted.
    if (retypes && !using_it.empty()) {
      out.fail("0A000", "cannot alter type \"" + type.name + "\" because a column uses it");
    }
    if (!typed.empty() && !action.cascade) {
      out.fail("2BP01",
               "cannot alter type \"" + type.name + "\" because it is the type of a typed table");
    }
    for (const auto& table : typed) {
      out.lock(table, LockMode::AccessExclusive);
      if (retypes) out.rewrite(table, Why::ChangeType, action.name);
    }
  }
  if (!out.catalog().complete() && typed.empty()) out.uncertain();
}

}  // namespace pgstage::effects
