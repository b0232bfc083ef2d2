#pragma once

#include <compare>

namespace pgstage {

/// A major version of PostgreSQL. What changed in which is said where it matters.
struct ServerVersion {
  int major = 0;

  auto operator<=>(const ServerVersion&) const = default;
};

/// The versions that lint and effects know.
inline constexpr ServerVersion kOldestServer{11};
inline constexpr ServerVersion kNewestServer{18};
/// What is assumed when nobody says: the oldest that every recipe and plan supports and that the
/// community still mends (postgresql.org/support/versioning, in 2026).
inline constexpr ServerVersion kDefaultServer{15};

}  // namespace pgstage
