#include "pgstage/model/lock_mode.hpp"

#include <doctest/doctest.h>

using namespace pgstage;

TEST_CASE("two sessions may both hold SHARE but not both SHARE ROW EXCLUSIVE") {
  CHECK_FALSE(conflicts(LockMode::Share, LockMode::Share));
  CHECK(conflicts(LockMode::ShareRowExclusive, LockMode::ShareRowExclusive));
}

TEST_CASE("conflicts are mutual") {
  for (int a = 0; a < 8; ++a) {
    for (int b = 0; b < 8; ++b) {
      CHECK(conflicts(LockMode{a}, LockMode{b}) == conflicts(LockMode{b}, LockMode{a}));
    }
  }
}

TEST_CASE("only ACCESS EXCLUSIVE blocks readers") {
  for (int mode = 0; mode < 8; ++mode) {
    CHECK(blocks_reads(LockMode{mode}) == (LockMode{mode} == LockMode::AccessExclusive));
  }
}

TEST_CASE("SHARE and everything stronger blocks writers") {
  CHECK_FALSE(blocks_writes(LockMode::ShareUpdateExclusive));
  CHECK(blocks_writes(LockMode::Share));
  CHECK(blocks_writes(LockMode::ShareRowExclusive));
  CHECK(blocks_writes(LockMode::Exclusive));
}

TEST_CASE("a mode is found again by the name pg_locks gives it") {
  for (int mode = 0; mode < 8; ++mode) {
    CHECK(lock_mode_from_pg_locks(pg_locks_name(LockMode{mode})) == LockMode{mode});
  }
  CHECK_FALSE(lock_mode_from_pg_locks("SIReadLock"));
}
