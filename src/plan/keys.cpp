#include "keys.hpp"

#include <fmt/format.h>

#include "pgstage/catalog/tree.hpp"
#include "pgstage/model/names.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "clause_text.hpp"
#include "partitioned_index.hpp"
#include "steps.hpp"

namespace pgstage::plan {
namespace {

using catalog::Constraint;

/// How the key is said in its steps.
struct Key {
  QualifiedName table;
  std::string name;
  bool primary = false;
  std::string timing;

  std::string_view words() const { return primary ? "PRIMARY KEY" : "UNIQUE"; }
  QualifiedName index() const { return {table.schema, name}; }
};

/// What CREATE INDEX says behind the table.
std::string index_definition(const Change& change, const sql::ConstraintDefinition& definition,
                             const Constraint& made) {
  std::string out = " (" + column_list(made.columns) + ")";
  const std::vector<std::string> included{definition.included.begin(), definition.included.end()};
  if (!included.empty()) out += " INCLUDE (" + column_list(included) + ")";
  if (definition.nulls_not_distinct) out += " NULLS NOT DISTINCT";
  return definition.placed ? out + index_placement(change.script.text(definition)) : out;
}

std::string timing_of(const sql::ConstraintDefinition& definition) {
  if (!definition.deferrable) return {};
  return definition.initially_deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
}

Step take_index_step(const Change& change, const Key& key, const std::string& index) {
  const std::string alter = "ALTER TABLE " + key.table.sql();
  const std::string name = quote_ident(key.name);
  return metadata_step(
      change, {.title = fmt::format("Make the index {} \"{}\"",
                                    key.primary ? "primary key" : "unique constraint", key.name),
               .sql = {fmt::format("{} ADD CONSTRAINT {} {} USING INDEX {}{}", alter, name,
                                   key.words(), quote_ident(index), key.timing)},
               .undo = {fmt::format("{} DROP CONSTRAINT IF EXISTS {}", alter, name)},
               .done = constraint_exists(key.table, key.name, true)});
}

/// Once a partition has the key by itself, NOT NULL is its own as well as its parent's, and stays
/// where the parent's goes (measured on 18).
void free_of_own_not_null(const Change& change, const QualifiedName& table,
                          const std::string& column, Draft& out) {
  // Behind it stands the one that validates it.
  auto& undo = out.entries()[out.entries().size() - 2].step.undo;
  const auto drop = " DROP CONSTRAINT IF EXISTS " + quote_ident(not_null_name(table, column));
  for (const auto& part : catalog::descendants(change.before.catalog(), table)) {
    const auto* relation = change.relation(part);
    const auto* known = relation == nullptr ? nullptr : relation->column(column);
    if (known != nullptr && known->not_null) continue;
    undo.push_back("ALTER TABLE " + part.sql() + drop);
    out.accept("own NOT NULLs in " + part.sql());
  }
}

void require_values(const Change& change, const QualifiedName& table, const Constraint& made,
                    Draft& out) {
  const auto* relation = change.relation(table);
  for (const auto& column : made.columns) {
    const auto* known = relation == nullptr ? nullptr : relation->column(column);
    if (known != nullptr && known->not_null) continue;
    make_not_null(change, table, column, out);
    if (not_null_has_a_name(change)) free_of_own_not_null(change, table, column, out);
  }
}

/// The constraint takes the index along when it is dropped, so that one which is older than the
/// plan is built again to undo it.
Result<void> take_index(const Change& change, const Key& key, const std::string& index,
                        Draft& out) {
  const auto* relation = change.relation(key.table);
  const auto* there = relation == nullptr ? nullptr : relation->index(index);
  const QualifiedName name{key.table.schema, index};
  Step step = take_index_step(change, key, index);
  if (!change.batch.made.contains(name.sql())) {
    if (there == nullptr || !can_be_built_again(*relation, *there)) {
      return input_error(
          fmt::format("what index {} is made of is not known, so that making it a constraint could "
                      "not be undone",
                      name.sql()),
          "Plan against the database itself (--database-url), or give its schema (--schema).");
    }
    step.undo.push_back("DROP INDEX CONCURRENTLY IF EXISTS " + name.sql());
    step.undo.push_back(sql::concurrent_index(there->definition, index, key.table.sql()));
    step.undo_transaction = false;
  }
  out.migrate(std::move(step));
  return {};
}

}  // namespace

Result<void> add_key(const Change& change, const QualifiedName& table,
                     const sql::ConstraintDefinition& definition, const Constraint& made,
                     Draft& out) {
  const Key key{.table = table,
                .name = made.name,
                .primary = made.kind == ConstraintKind::PrimaryKey,
                .timing = timing_of(definition)};
  if (definition.without_overlaps) {
    return input_error(
        fmt::format("the index of a key WITHOUT OVERLAPS cannot be built while {} is in use",
                    table.sql()),
        "Build a new table with the key, copy the rows, and swap the two.");
  }
  if (key.primary) require_values(change, table, made, out);
  if (!definition.using_index.empty()) {
    return take_index(change, key, std::string{definition.using_index}, out);
  }
  const std::string text = index_definition(change, definition, made);
  if (has_partitions(change, table)) {
    return build_on_partitions(change,
                               {.table = table,
                                .name = key.name,
                                .unique = true,
                                .definition = text,
                                .key = std::string{key.words()},
                                .key_definition = made.definition,
                                .timing = key.timing},
                               out);
  }
  out.migrate(
      concurrent_step(change, {.title = fmt::format("Build unique index \"{}\"", key.name),
                               .sql = {fmt::format("CREATE UNIQUE INDEX CONCURRENTLY {} ON {}{}",
                                                   quote_ident(key.name), table.sql(), text)},
                               .undo = {"DROP INDEX CONCURRENTLY IF EXISTS " + key.index().sql()},
                               .done = index_is_valid(key.index(), table)}));
  out.migrate(take_index_step(change, key, key.name));
  return {};
}

std::string column_list(const std::vector<std::string>& columns) {
  std::string out;
  for (const auto& column : columns) out += (out.empty() ? "" : ", ") + quote_ident(column);
  return out;
}

}  // namespace pgstage::plan
