// A table that is written anew beside itself: a twin with the final definition follows every write,
// is filled, compared, and put into its place in one short transaction. What it was before follows
// in turn until contract, so that undoing it is to swap back.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "recipe.hpp"

namespace pgstage::plan {

/// The names that one rebuild is written with.
struct Rebuild {
  std::size_t number = 0;  ///< Of the change.
  QualifiedName table;
  QualifiedName twin;   ///< Until the swap.
  QualifiedName aside;  ///< What the table was, from the swap on.
  std::vector<catalog::Column> columns;
  std::string key_index;         ///< Finds a row in both; not deferrable, and without NULLs.
  std::vector<std::string> key;  ///< Its columns.

  std::string alter_twin() const { return "ALTER TABLE " + twin.sql(); }
};

/// SET LOGGED, SET TABLESPACE and the like, where that copies all of a table that others use.
bool is_kept_otherwise(const Change& change);

/// Why the table cannot be written anew beside itself; empty when it can.
std::string why_not_rebuilt(const Change& change, const QualifiedName& table);

/// What a plan says where others have to wait for that reason.
std::string not_beside_itself(std::string_view why);

/// Only for a table of which why_not_rebuilt() says nothing. `last` is what the twin gets before it
/// has rows: the change, as an action of ALTER TABLE.
void rebuild(const Change& change, const QualifiedName& table, const std::string& last, Draft& out);

/// The index that rows are found by, the primary key's where that will do; null without one.
const catalog::Index* row_finder(const catalog::Relation& table);

/// From one table to another of the same columns, row by row: triggers on the one.
struct Feed {
  const Rebuild& rebuild;
  QualifiedName from;
  QualifiedName to;
  std::string_view way;  ///< `there` or `back`: what is named after it.

  std::string trigger(std::string_view what) const;
  QualifiedName function() const;
};
std::vector<std::string> begin_feed(const Feed& feed);
std::vector<std::string> end_feed(const Feed& feed);
/// A sequence that counts what a feed could not carry over.
QualifiedName missed_by(const Rebuild& rebuild);
/// An unlogged table of one row: a crash empties it, and the table or its twin with it.
QualifiedName crash_mark(const Rebuild& rebuild);
/// Whether the table or its twin is not logged.
bool may_be_emptied(const Change& change, const QualifiedName& table);

/// The statements of the swap, and of the one back.
struct Swap {
  std::vector<std::string> sql;
  std::vector<std::string> undo;
};
Swap swap_of(const Change& change, const Rebuild& rebuild);

/// A foreign key around the table: its own, or one of a table that references it.
struct KeyAround {
  QualifiedName table;
  const catalog::Constraint* key;
};
std::vector<KeyAround> keys_around(const Change& change, const QualifiedName& table);

/// Its name while the other of the two has the real one.
std::string twin_of(const Rebuild& rebuild, const std::string& name);
std::string aside_of(const Rebuild& rebuild, const std::string& name);

}  // namespace pgstage::plan
