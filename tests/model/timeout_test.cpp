#include "pgstage/model/timeout.hpp"

#include <doctest/doctest.h>

using namespace pgstage;

TEST_CASE("times are read as PostgreSQL reads them") {
  CHECK(milliseconds_of("200") == 200);
  CHECK(milliseconds_of("200ms") == 200);
  CHECK(milliseconds_of("5 s") == 5000);
  CHECK(milliseconds_of("2min") == 120000);
  CHECK(milliseconds_of("0") == 0);
  for (const auto* wrong : {"", "s", "5x", "-1", "5S", "99999999999", "100d"}) {
    CHECK_MESSAGE(!milliseconds_of(wrong), wrong);
  }
}
