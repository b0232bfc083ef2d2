#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "pgstage/model/result.hpp"

namespace pgstage::shadow {

/// Whom a server runs as.
struct Account {
  uid_t user = 0;
  gid_t group = 0;
};

/// PostgreSQL refuses to run as root, so root needs somebody else; for others, nothing.
Result<std::optional<Account>> account_for_server();

/// A program with its arguments, all laid out before fork(), so that a child of a process with
/// threads needs no memory of its own.
class Command {
 public:
  Command(std::vector<std::string> arguments, std::vector<std::string> environment,
          std::optional<Account> account);
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;
  Command(Command&&) = delete;
  Command& operator=(Command&&) = delete;
  ~Command() = default;

  /// Becomes the program, in the root folder, as the account; it is signalled when the calling
  /// process dies. Ends the process with status 127 when that is not possible.
  [[noreturn]] void exec() const;

  const std::string& program() const { return arguments_.front(); }

 private:
  std::vector<std::string> arguments_;
  std::vector<std::string> environment_;
  std::vector<char*> argv_;
  std::vector<char*> envp_;
  std::optional<Account> account_;
};

/// Runs a program to its end and gives what it printed, on either stream. A failure is an error
/// with the last line of it.
Result<std::string> output_of(const Command& command);

}  // namespace pgstage::shadow
