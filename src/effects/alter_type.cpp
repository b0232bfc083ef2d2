// ALTER COLUMN … TYPE.
#include <algorithm>
#include <optional>

#include "alter_table.hpp"
#include "casts.hpp"

namespace pgstage::effects {
namespace {

/// `USING c` and `USING c::type` say no more than leaving USING out.
bool using_is_trivial(const Alteration& at) {
  const auto& action = at.action;
  if (!action.expression) return true;
  const auto facts = sql::facts(action.expression);
  if (!facts.functions.empty() || facts.columns.size() != 1 || facts.columns[0] != action.name) {
    return false;
  }
  if (sql::plain_column(action.expression) == action.name) return true;
  const auto cast = sql::plain_cast(action.expression);
  return cast && catalog::resolve_type(*cast, at.out.catalog()) ==
                     catalog::resolve_type(action.type, at.out.catalog());
}

/// What holds the old type, in the order in which the server looks (ATExecAlterColumnType).
void refuse_dependents(const Alteration& at, const catalog::Relation& table) {
  const std::string column{at.action.name};
  const auto used_by = [&](std::string_view what) {
    at.out.fail("0A000", "cannot alter type of a column used by " + std::string{what});
  };
  const auto& key = table.partition_key;
  if (std::find(key.begin(), key.end(), column) != key.end()) {
    at.out.fail("42P16", "cannot alter column \"" + column + "\" of the partition key");
  }
  for (const auto& reader : at.out.catalog().readers(at.table)) {
    for (const auto& reads : at.out.relation(reader)->reads) {
      const bool read = reads.relation == at.table && reads.columns.contains(column);
      if (read) used_by("view \"" + reader.name + "\"");
    }
  }
  for (const auto& object : table.objects) {
    const bool statistics = object.kind == catalog::TableObject::Kind::Statistics;
    if (!statistics && object.columns.contains(column)) used_by(object.name.name);
  }
  for (const auto& trigger : table.triggers) {
    if (trigger.columns.contains(column)) used_by("trigger \"" + trigger.name + "\"");
  }
  for (const auto& [name, function] : at.out.catalog().functions()) {
    for (const auto& reads : function.reads) {
      const bool read = reads.relation == at.table && reads.columns.contains(column);
      if (read) used_by("function \"" + name.name + "\"");
    }
  }
  for (const auto& other : table.columns) {
    const bool computed = other.generated != Generated::None && other.default_value &&
                          other.default_value->columns.contains(column);
    if (computed) at.out.fail("0A000", "cannot alter type of a column used by a generated column");
  }
}

/// Even where the same statement drops the identity (measured on 15 and 17).
void refuse_identity(const Alteration& at, const catalog::Column& column, const catalog::Type& to) {
  const bool whole = to.name.schema == "pg_catalog" && !to.array &&
                     (to.name.name == "int2" || to.name.name == "int4" || to.name.name == "int8");
  if (column.identity == Identity::None || whole) return;
  at.out.fail("22023", "identity column type must be smallint, integer, or bigint");
}

void refuse_cast(const Alteration& at, const catalog::Column& column, const catalog::Type& to) {
  if (!at.action.expression && !assignable(column.type, to, at.out.catalog()).value_or(true)) {
    at.out.fail("42804", "column \"" + column.name + "\" cannot be cast automatically to type " +
                             catalog::to_string(to));
  }
  const bool has_default = column.default_value && column.generated == Generated::None &&
                           !drops_default(at, column.name);
  if (has_default && !assignable(column.type, to, at.out.catalog()).value_or(true)) {
    at.out.fail("42804", "default for column \"" + column.name +
                             "\" cannot be cast automatically to type " + catalog::to_string(to));
  }
}

/// Indexes are made again; the new one takes the old one's file unless the two may differ, which
/// is not looked into where there are expressions or a predicate (CheckIndexCompatible).
void remake_indexes(const Alteration& at, const QualifiedName& table, bool differ) {
  const auto* found = at.out.relation(table);
  if (found == nullptr) return;
  const std::string column{at.action.name};
  for (const auto& index : found->indexes) {
    if (!index.mentions.contains(column) || drops_constraint(at, index.constraint)) continue;
    const QualifiedName name{table.schema, index.name};
    at.out.lock_index(name, LockMode::AccessExclusive);
    const bool computed = index.partial || std::find(index.columns.begin(), index.columns.end(),
                                                     "") != index.columns.end();
    const bool is_key =
        std::find(index.columns.begin(), index.columns.end(), column) != index.columns.end();
    // A partition's part is made with its parent's, which has no file to take over.
    const bool part = !index.parent.empty();
    if (!computed && !part && !(differ && is_key)) continue;
    if (found->kind == catalog::RelationKind::PartitionedTable) continue;
    at.out.build_index({.index = name, .table = table, .why = Why::ChangeType});
    at.out.scan_one(table, Why::ChangeType, column);
  }
}

void recheck_constraints(const Alteration& at, const QualifiedName& table) {
  const auto* found = at.out.relation(table);
  if (found == nullptr) return;
  for (const auto& each : found->constraints) {
    const bool over =
        std::find(each.columns.begin(), each.columns.end(), at.action.name) != each.columns.end();
    const bool proved = each.validated && !drops_constraint(at, each.name);
    if (each.kind == ConstraintKind::Check && proved && over) {
      at.out.scan(table, Why::ValidateCheck, each.name);
    }
  }
}

/// Foreign keys over the column are made again, from either side, and proved again when what they
/// compare has changed.
void remake_keys(const Alteration& at, const QualifiedName& table, bool prove) {
  const auto* found = at.out.relation(table);
  if (found == nullptr) return;
  const auto remake = [&](const QualifiedName& referencing, const catalog::Constraint& key) {
    at.out.lock_tree(referencing, LockMode::AccessExclusive);
    at.out.lock_tree(key.referenced, LockMode::AccessExclusive);
    if (!prove || !key.validated) return;
    at.out.scan(referencing, Why::ValidateForeignKey, key.name);
    at.out.scan(key.referenced, Why::ValidateForeignKey, key.name);
  };
  for (const auto* key : keys_over(*found, at.action.name)) {
    if (!drops_constraint(at, key->name)) remake(table, *key);
  }
  for (const auto& other : at.out.catalog().referencing(table)) {
    for (const auto& key : at.out.relation(other)->constraints) {
      const auto& columns = key.referenced_columns;
      const bool here = key.kind == ConstraintKind::ForeignKey && key.referenced == table &&
                        std::find(columns.begin(), columns.end(), at.action.name) != columns.end();
      if (here) remake(other, key);
    }
  }
}

/// The sequence of an identity column takes the new type along; that of a serial column does not.
void retype_sequence(const Alteration& at, const catalog::Column& column) {
  if (column.identity == Identity::None) return;
  for (const auto& name : at.out.catalog().owned_sequences(at.table)) {
    if (at.out.relation(name)->owner_column == column.name) {
      at.out.lock(name, LockMode::ShareRowExclusive);
    }
  }
}

TypeChange change_of(const Alteration& at, const catalog::Column& column, const catalog::Type& to) {
  if (column.generated == Generated::Virtual) return {};
  if (column.generated == Generated::Stored && column.type != to) return {.rewrite = true};
  auto change =
      type_change(column.type, to, !using_is_trivial(at), at.out.session(), at.out.version());
  if (!at.action.collation.name.empty()) {
    const QualifiedName collation{"pg_catalog", std::string{at.action.collation.name}};
    const bool same =
        column.collation ? *column.collation == collation : at.action.collation.name == "default";
    change.index_rebuild = change.index_rebuild || !same;
  } else if (column.collation) {
    change.index_rebuild = true;
  }
  return change;
}

/// What clients notice of a type that is another, whatever it costs to change it.
std::optional<Broken::What> broken_by(const catalog::Type& from, const catalog::Type& to) {
  if (from == to) return std::nullopt;
  const bool same = from.name == to.name && from.array == to.array;
  return same ? Broken::What::Modifier : Broken::What::Type;
}

}  // namespace

void describe_change_type(const Alteration& at) {
  const auto* column = at.out.column(at.table, at.action.name);
  const auto to = catalog::resolve_type(at.action.type, at.out.catalog());
  if (at.relation() != nullptr) refuse_dependents(at, *at.relation());
  if (column == nullptr) {
    // The old type decides, and it is not known.
    at.out.uncertain();
    at.out.breaks(Broken::What::Type, at.table, at.action.name);
    return at.out.rewrite(at.table, Why::ChangeType, at.action.name);
  }
  refuse_identity(at, *column, to);
  refuse_cast(at, *column, to);
  retype_sequence(at, *column);
  const auto change = change_of(at, *column, to);
  if (!change.certain) at.out.uncertain();
  if (const auto what = broken_by(column->type, to)) {
    at.out.breaks(*what, at.table, at.action.name);
  }
  for (const auto& table : at.out.tree(at.table)) {
    remake_keys(at, table, change.rewrite);
    remake_indexes(at, table, change.index_rebuild);
    recheck_constraints(at, table);
  }
  if (change.rewrite) at.out.rewrite(at.table, Why::ChangeType, at.action.name);
}

}  // namespace pgstage::effects
