// The steps that recipes are put together from, and the catalog queries that tell whether a step
// is done.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pgstage/catalog/relation.hpp"
#include "pgstage/plan/plan.hpp"

#include "recipe.hpp"

namespace pgstage::plan {

/// What a step does, undoes, and how one sees that it is done.
struct Metadata {
  std::string title;
  std::vector<std::string> sql;
  std::vector<std::string> undo;
  std::string done;  ///< Probe and post-condition.
};
/// Statements that need a moment and one transaction.
Step metadata_step(const Change& change, Metadata parts);
/// One statement that refuses a transaction. Its undo is also what clears up after a failure.
Step concurrent_step(const Change& change, Metadata parts);

/// Fills or changes rows chunk by chunk. `set` and `where` are SQL; the condition of the chunk is
/// added to `where`.
struct Backfill {
  std::string title;
  QualifiedName table;
  std::string set;    ///< `a = 1, b = c`; empty: DELETE.
  std::string where;  ///< Rows that still have to be done; empty: all.
  std::vector<std::string> undo;
  std::string target = {};     ///< `ONLY public.users AS u`; empty: the table.
  bool quiet = true;           ///< As Chunks says.
  std::string key = {};        ///< The column to walk by; empty: by blocks.
  std::string reference = {};  ///< What columns may be called by: `u`; empty: the table.
};
Step backfill_step(const Change& change, const Backfill& parts);

/// ADD … NOT VALID in one transaction and VALIDATE in the next.
struct Validated {
  std::string what;  ///< `foreign key "x"`, for the titles.
  QualifiedName table;
  std::string name;
  std::string definition;                ///< `CHECK (…)`, `FOREIGN KEY … REFERENCES …`.
  std::vector<std::string> locks_first;  ///< LOCK TABLE statements.
};
Step add_not_valid_step(const Change& change, const Validated& parts);
Step validate_step(const Change& change, const Validated& parts);

/// Stops the plan unless the query, of one boolean, is true.
Step check_step(const Change& change, std::string title, std::string post);
/// Stops the plan while a row has no value, before anything is done about it.
Step no_nulls_step(const Change& change, const QualifiedName& table, const std::string& column);

/// From 18 on NOT NULL is a constraint of its own, with a name, which can be NOT VALID (manual,
/// 5.5.2).
bool not_null_has_a_name(const Change& change);
/// The name that the server gives it.
std::string not_null_name(const QualifiedName& table, std::string_view column);

/// The steps that make a column NOT NULL without a scan under a strong lock.
void make_not_null(const Change& change, const QualifiedName& table, const std::string& column,
                   Draft& out);

/// Probes: SELECT of one boolean.
std::string relation_exists(const QualifiedName& name, catalog::RelationKind kind);
std::string column_is(const QualifiedName& table, std::string_view column, std::string_view type);
std::string column_absent(const QualifiedName& table, std::string_view column);
std::string column_not_null(const QualifiedName& table, std::string_view column, bool wanted);
std::string column_has_default(const QualifiedName& table, std::string_view column, bool wanted);
std::string index_is_valid(const QualifiedName& index, const QualifiedName& table);
std::string index_exists(const QualifiedName& index, const QualifiedName& table);
/// A partition of a table, or an index of an index.
std::string is_part_of(const QualifiedName& relation, const QualifiedName& parent);
std::string is_no_part_of(const QualifiedName& relation, const QualifiedName& parent);
std::string index_absent(const QualifiedName& index);
std::string constraint_exists(const QualifiedName& table, std::string_view name, bool validated);
std::string constraint_absent(const QualifiedName& table, std::string_view name);
std::string relation_absent(const QualifiedName& name);
std::string trigger_exists(const QualifiedName& table, std::string_view name);

/// A name for a helper of ours, no longer than what PostgreSQL keeps.
std::string helper_name(std::string_view prefix, std::string_view a, std::string_view b = {});

/// `public.users.name`, as facts and accepted differences name a column.
std::string column_object(const QualifiedName& table, std::string_view column);

}  // namespace pgstage::plan
