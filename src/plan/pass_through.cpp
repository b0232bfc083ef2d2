// What needs no care goes into the expand phase as it was written. Its undo is the opposite of what
// it makes; where there is none, the plan lists the step as irreversible.
#include <optional>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan {
namespace {

struct Reverse {
  std::string undo;
  std::string done;
};

using Found = std::optional<Reverse>;

Found drop_relation(const Change& change, const sql::Name& written, std::string_view word,
                    catalog::RelationKind kind) {
  const auto name = change.after.resolve(written);
  if (change.relation(name) != nullptr) return std::nullopt;
  return Reverse{fmt::format("DROP {} {}", word, name.sql()), relation_exists(name, kind)};
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

Found reverse_of(const Change& change, const sql::CreateView& statement) {
  return drop_relation(change, statement.name, "VIEW", catalog::RelationKind::View);
}

Found reverse_of(const Change& change, const sql::CreateSequence& statement) {
  return drop_relation(change, statement.name, "SEQUENCE", catalog::RelationKind::Sequence);
}

Found reverse_of(const Change&, const sql::CreateSchema& statement) {
  if (statement.if_not_exists) return std::nullopt;
  return Reverse{"DROP SCHEMA " + quote_ident(statement.name),
                 fmt::format("SELECT to_regnamespace({}) IS NOT NULL",
                             quote_literal(quote_ident(statement.name)))};
}

Found drop_type(const Change& change, const sql::Name& written, std::string_view word) {
  const auto name = change.before.resolve_new(written);
  return Reverse{fmt::format("DROP {} {}", word, name.sql()),
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
  return Reverse{"DROP INDEX " + change.effects.creates.front(),
                 fmt::format("SELECT to_regclass({}) IS NOT NULL",
                             quote_literal(change.effects.creates.front()))};
}

Found reverse_of(const Change& change, const sql::CreateTrigger& statement) {
  if (statement.replace) return std::nullopt;
  return Reverse{fmt::format("DROP TRIGGER {} ON {}", quote_ident(statement.name),
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
      if (action.name.empty()) return std::nullopt;
      return Reverse{alter + " DROP CONSTRAINT " + name,
                     constraint_exists(table, action.name, false)};
    case sql::ActionKind::ValidateConstraint:
      // A valid constraint is a true statement about the rows; there is nothing to take back.
      return Reverse{{}, constraint_exists(table, action.name, true)};
    default:
      return std::nullopt;
  }
}

template <class View>
concept Reversible = requires(const Change& change, const View& view) {
  reverse_of(change, view);
};

/// What is made inside something new goes when that goes.
bool inside_new(const Change& change) {
  for (const auto& lock : change.effects.locks) {
    if (change.live(lock.relation)) return false;
  }
  return !change.effects.locks.empty();
}

std::string title_of(const Change& change) {
  std::string title = change.text.substr(0, change.text.find('\n'));
  constexpr std::size_t kLongest = 72;
  if (title.size() <= kLongest) return title;
  return truncate_ident(title.substr(0, kLongest)) + "…";
}

}  // namespace

void pass_through(const Change& change, Draft& out) {
  const Found reverse = std::visit(
      [&](const auto& view) -> Found {
        if constexpr (Reversible<std::decay_t<decltype(view)>>) {
          return reverse_of(change, view);
        } else {
          return std::nullopt;
        }
      },
      change.view);
  Metadata parts{.title = title_of(change), .sql = {change.text}, .undo = {}, .done = {}};
  if (reverse) {
    if (!reverse->undo.empty()) parts.undo = {reverse->undo};
    parts.done = reverse->done;
  }
  Step step = change.effects.transaction_allowed ? metadata_step(change, std::move(parts))
                                                 : concurrent_step(change, std::move(parts));
  const bool for_good = !reverse && !inside_new(change);
  out.expand(std::move(step));
  out.entries().back().irreversible = for_good;
}

}  // namespace pgstage::plan
