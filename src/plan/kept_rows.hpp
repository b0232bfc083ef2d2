// Rows that a plan changes or deletes are kept in a table of their own until the contract phase, so
// that the change can be undone exactly.
#pragma once

#include <string>
#include <vector>

#include "recipe.hpp"

namespace pgstage::plan {

/// An UPDATE or DELETE, in pieces that are SQL.
struct RowChange {
  std::string title;
  QualifiedName table;
  std::string target;                ///< `ONLY public.users AS u`, as both statements take it.
  std::string reference;             ///< What its columns may be called by: `u`, `public.users`.
  std::vector<std::string> columns;  ///< Assigned by the UPDATE; unused for DELETE.
  std::string set;                   ///< Empty: DELETE.
  std::string where;
  bool at_once = false;  ///< It names its few rows, so there is no need for chunks.
};

/// For the head of a transaction that puts back what rows were: the user's own triggers would
/// change them again. Where the role may, none fires.
std::string no_user_triggers();

/// It takes a primary key to find the rows again.
bool can_keep_rows(const Change& change, const QualifiedName& table);

/// The only column of a table's key, if it is a number and not among those that are changed: rows
/// that arrive while a walk is under way have greater ones, and no update by others moves a row to
/// where the walk has been, as it does among blocks. Empty: there is none.
std::string walkable_key(const Change& change, const RowChange& rows);

/// Migrate: make the table for the old rows; change the rows chunk by chunk and put aside, in the
/// same statement, what they were and what they became. So each row is changed once, however often
/// a chunk is run, and undo leaves rows alone that somebody has changed since. Contract: drop what
/// was kept.
void change_and_keep_rows(const Change& change, const RowChange& rows, Draft& out);

}  // namespace pgstage::plan
