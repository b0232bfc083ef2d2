#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/sql/script.hpp"

#include "newer_syntax.hpp"
#include "pg_nodes.hpp"
#include "split.hpp"

namespace pgstage::sql {

/// Owns the memory of trees: of those that are parsed after it was made, until another one is made
/// or destroyed. It is made and destroyed on the thread that parses; anyone may read the trees.
class TreeMemory {
 public:
  TreeMemory() : context_(pg_query_enter_memory_context()) {}
  TreeMemory(const TreeMemory&) = delete;
  TreeMemory& operator=(const TreeMemory&) = delete;
  ~TreeMemory() { pg_query_exit_memory_context(context_); }

 private:
  MemoryContext context_;
};

/// Some statements of a script that stand together, with what they borrow from.
struct Block {
  TreeMemory memory;
  std::vector<Statement> statements;
  std::vector<Skipped> skipped;
  std::vector<std::unique_ptr<Problem>> problems;
  std::vector<std::unique_ptr<NewerSyntax>> newer;
};

/// Parses a script block by block, each some ten kilobytes long: a tree is more than twenty times
/// as large as its text, and one of a block stays in the cache until it is looked at.
class Parser {
 public:
  /// Borrows the script.
  explicit Parser(std::string_view script);

  /// The next block, of two statements at least while there are two; null at the end.
  std::unique_ptr<Block> next();

 private:
  void parse(const Pieces& pieces, Block& block);
  bool parse_together(const std::string& readable, std::size_t base, Block& block);
  void parse_alone(Span piece, const std::string& sql, Block& block);
  bool parse_as_newer(Span piece, const std::string& sql, Block& block);

  std::string_view text_;
  std::optional<std::string> foreign_;  ///< An encoding that cannot be read, until it was told.
  Splitter splitter_;
};

}  // namespace pgstage::sql
