// What a server was sent, as its log has it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eyes.hpp"

namespace pgstage::record {

/// A message of a client.
struct Sent {
  std::string session;
  /// Within the session: the same for what shares a transaction.
  std::string transaction;
  std::string text;
  std::vector<std::optional<std::string>> values;  ///< Of `$1`, `$2` …
  std::string refused;                             ///< What the server said; empty: it was done.
  std::vector<Seen> seen;                          ///< Of each command in it that is DDL.
};

/// The settings with which a server writes such a log.
std::vector<std::string> log_settings();

/// The messages in their order. What else is in the log is passed over.
std::vector<Sent> sent_in(std::string_view log);

}  // namespace pgstage::record
