#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "pgstage/model/result.hpp"
#include "pgstage/model/sent_as.hpp"
#include "pgstage/shadow/locate.hpp"

namespace pgstage::record {

/// A command of somebody's framework, and what it is run with.
struct Request {
  /// Words and variables may have `{url}`, `{host}`, `{port}`, `{user}`, `{password}` and
  /// `{database}` of the throwaway server.
  std::vector<std::string> command;
  std::vector<std::string> variables;  ///< `NAME=value`, besides those that frameworks read.
  std::string folder;                  ///< Of the repository, of which the command gets a copy.
  std::string prelude;                 ///< SQL that is run before.
  shadow::Binaries binaries;
  shadow::Host host;
  std::chrono::seconds time_limit{600};
  /// In a network of its own, and with changes to files that are gone afterwards. Not every kernel
  /// allows it to everybody.
  bool isolated = true;
};

/// What the framework ran as one.
struct Migration {
  std::string name;  ///< As the framework wrote it down; empty: it wrote down nothing.
  SentAs sent_as = SentAs::Statement;
  std::vector<std::string> statements;
};

/// What a throwaway server was seen to do, against what is said of such statements.
struct Comparison {
  std::size_t statements = 0;  ///< That were compared.
  std::vector<std::string> differences;
  /// Those behind SQL that is known only when it runs, as EXECUTE of computed text is.
  std::vector<std::string> after_unread;
};

/// What a throwaway server was sent.
struct Record {
  std::string framework;  ///< By its table; empty when it has none.
  std::vector<Migration> migrations;
  std::size_t passed_over = 0;  ///< Statements that only looked, or kept the framework's books.
  std::vector<std::string> refused;  ///< What the server said to those that it refused.
  Comparison comparison;             ///< Locks and rewrites of the statements of the migrations.
};

/// Runs the command against a throwaway server of its own, and gives what it sent there. What the
/// command prints goes to standard error. An Error when it fails, takes too long, or sends nothing:
/// then it has talked to another server.
Result<Record> record(const Request& request);

}  // namespace pgstage::record
