#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pgstage/sql/script.hpp"

#include "parser.hpp"

namespace pgstage::sql {

struct Script::Parts {
  explicit Parts(std::string script) : text(std::move(script)), lines(text) {}

  /// Takes over what is not a tree.
  void remember(Block& block);
  /// Parses it all, and keeps the trees.
  void parse();

  std::string text;
  LineIndex lines;
  bool read = false;  ///< To the end.
  std::vector<std::unique_ptr<Block>> trees;
  std::vector<Statement> statements;
  std::vector<Skipped> skipped;
  std::vector<std::unique_ptr<Problem>> problems;
  std::vector<std::unique_ptr<NewerSyntax>> newer;
};

}  // namespace pgstage::sql
