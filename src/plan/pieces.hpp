// What of a statement is planned by itself: the statement, or each action of an ALTER TABLE.
#pragma once

#include <string>
#include <vector>

#include "pgstage/catalog/replay.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::plan {

struct Piece {
  sql::View view;
  std::string text;  ///< Complete SQL.
};

std::vector<Piece> pieces_of(const sql::Script& script, const sql::Statement& statement,
                             const catalog::Replay& before);

}  // namespace pgstage::plan
