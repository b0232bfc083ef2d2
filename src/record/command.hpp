// The framework's command.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "pgstage/model/result.hpp"

namespace pgstage::record {

/// How it is reached.
struct Address {
  std::string host;
  int port = 0;
  std::string user;
  std::string password;
  std::string database;

  std::string url() const;
};

/// The text with what the address is in the place of `{url}`, `{host}` …
std::string filled(std::string text, const Address& address);

/// Our environment for a program that is to reach this server and no other: what names a database
/// is gone or names this one.
std::vector<std::string> environment_for(const Address& address,
                                         const std::vector<std::string>& variables);

/// Runs a program to its end. What it prints goes to standard error. It is ended with all that it
/// has begun when it takes longer, or when we are asked to stop.
Result<void> run_command(std::vector<std::string> words, std::vector<std::string> environment,
                         std::chrono::seconds time_limit);

}  // namespace pgstage::record
