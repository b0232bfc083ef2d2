#pragma once

#include <optional>
#include <string_view>

namespace pgstage {

/// How bad a finding is, mildest first.
enum class Severity { Notice, Warning, Error };

constexpr std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::Notice:
      return "notice";
    case Severity::Warning:
      return "warning";
    case Severity::Error:
      return "error";
  }
  return "";
}

}  // namespace pgstage
