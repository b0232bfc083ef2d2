#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/model/runner.hpp"
#include "pgstage/model/sent_as.hpp"
#include "pgstage/source/source.hpp"

#include "code/language.hpp"
#include "code/sql_text.hpp"

namespace pgstage::source {

/// A call that SQL is handed to. A callee is `op.execute`; `*` at either end stands for anything,
/// and calls within it have `()`.
struct SqlCall {
  std::string_view callee;
  std::string_view keyword = {};       ///< What its SQL is called where it has a name.
  std::string_view back_keyword = {};  ///< The same of its way back.
  code::Bound bound = code::Bound::None;
  std::string_view values = {};  ///< What its values are called in the options behind it.
  bool always_bound = false;     ///< Even when no values are sent beside it.
  bool list = false;             ///< It may be a list of several, each with values beside it.
  bool way_back_next = false;    ///< The next argument is SQL for the way back.
  std::size_t argument = 0;      ///< Which one is its SQL.
  bool executed = false;         ///< Only where `.execute` follows; else it is a part of another.
  bool may_be_part = false;      ///< Its SQL is a part of another where it is an argument itself.
};

/// A call that a function is handed to which is the way back.
struct BackCall {
  std::string_view callee;
  std::size_t argument = 1;
  std::string_view keyword = {};
};

using Words = std::span<const std::string_view>;

struct CodeFile {
  std::string path;
  std::string code;
};

/// What is known of a framework whose migrations are code; each has a file in
/// src/source/code/frameworks.
struct CodeFramework {
  std::string_view name;
  const code::Language* language = nullptr;
  Words marks;       ///< The code has one of them, as they stand here,
  Words never = {};  ///< and none of these.
  std::span<const SqlCall> sql;
  Words others = {};    ///< Callees that make SQL of their own.
  Words harmless = {};  ///< Those among them that make none.
  Words way_back = {};  ///< What functions are called that go back.
  std::span<const BackCall> back_calls = {};
  Words not_run = {};  ///< What is given under these names is only noted.
  SentAs sent_as = SentAs::Batch;
  bool divides = false;            ///< What one call is handed is sent statement by statement.
  Words alone = {};                ///< Where it is written so, each statement is sent by itself;
  Words alone_block = {};          ///< and where a block begins so, those in the block.
  std::string_view exported = {};  ///< How the framework says itself what it runs.
  /// Puts files that come by name into the order in which they are run; null: that is it.
  void (*order)(std::vector<CodeFile>& files) = nullptr;
  bool has_apps = false;  ///< Several folders are for one database.
  Runner runner = {};
  /// What its settings, and those of a migration, make of that for it; null: nothing.
  void (*tell)(const Migration& migration, Runner& runner) = nullptr;
};

std::span<const CodeFramework* const> all_code_frameworks();

}  // namespace pgstage::source
