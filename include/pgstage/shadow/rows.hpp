#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"

namespace pgstage::shadow {

/// What generated values look like.
enum class RowStyle {
  Edges,   ///< NULLs, extremes, empty and odd texts among random values.
  Plain,   ///< Small, positive, distinct, no NULLs; equal types hold equal values, as keys would.
  Digits,  ///< Plain, and every text is a number.
};

struct RowOptions {
  std::uint64_t seed = 1;
  int per_table = 40;
  RowStyle style = RowStyle::Edges;
};

/// A table that no generated row fits into.
struct Unfilled {
  std::string table;  ///< `public.users`
  std::string why;    ///< What the server said last.
};

struct Filled {
  std::map<std::string, int> rows;  ///< New rows by table.
  std::vector<Unfilled> unfilled;
};

/// Puts generated rows into every table of a database, the same ones for the same seed. Rows that
/// break a constraint are left out; referenced tables come first. An error is a lost connection;
/// that a table stays empty is none.
Result<Filled> fill(db::Session& session, const RowOptions& options);

}  // namespace pgstage::shadow
