#include "pgstage/report/unified_diff.hpp"

#include <doctest/doctest.h>

namespace pgstage::report {

TEST_CASE("texts that are the same have no diff") {
  CHECK(unified_diff("a.sql", "", "").empty());
  CHECK(unified_diff("a.sql", "a\nb", "a\nb").empty());
}

TEST_CASE("a diff has three lines around what differs") {
  CHECK(unified_diff("db/a.sql", "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
                     "1\n2\n3\n4\nfive\nmore\n6\n7\n8\n9\n") ==
        "--- a/db/a.sql\n+++ b/db/a.sql\n@@ -2,7 +2,8 @@\n"
        " 2\n 3\n 4\n-5\n+five\n+more\n 6\n 7\n 8\n");
}

TEST_CASE("changes far from each other stand apart, near ones together") {
  CHECK(unified_diff("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n") ==
        "--- a/a\n+++ b/a\n@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n"
        "@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n");
  CHECK(unified_diff("a", "1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n") ==
        "--- a/a\n+++ b/a\n@@ -1,8 +1,8 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n");
}

TEST_CASE("what is only added or only gone has an empty range on the other side") {
  CHECK(unified_diff("a", "", "1\n2\n") == "--- a/a\n+++ b/a\n@@ -0,0 +1,2 @@\n+1\n+2\n");
  CHECK(unified_diff("a", "1\n", "") == "--- a/a\n+++ b/a\n@@ -1 +0,0 @@\n-1\n");
}

TEST_CASE("a missing newline at the end is told") {
  CHECK(unified_diff("a", "1\n2", "1\n2\n") ==
        "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\n-2\n\\ No newline at end of file\n+2\n");
}

}  // namespace pgstage::report
