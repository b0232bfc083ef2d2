#pragma once

#include "pgstage/model/result.hpp"

namespace pgstage::cli {

/// What the shell gets (README, exit status).
enum class ExitStatus {
  Done = 0,
  Found = 1,    ///< Findings; a step failed; not equal.
  Unable = 2,   ///< Usage, configuration, unreadable input, no connection, internal error.
  Refused = 3,  ///< Nothing was touched: stale plan, unmet precondition, other runner.
};

constexpr ExitStatus status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Failed:
      return ExitStatus::Found;
    case ErrorKind::Refused:
      return ExitStatus::Refused;
    case ErrorKind::Input:
    case ErrorKind::Internal:
      return ExitStatus::Unable;
  }
  return ExitStatus::Unable;
}

}  // namespace pgstage::cli
