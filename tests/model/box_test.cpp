#include "pgstage/model/box.hpp"

#include <string>
#include <utility>

#include <doctest/doctest.h>

namespace pgstage {

TEST_CASE("a copy of a box has a value of its own") {
  const Box<std::string> first{"one"};
  Box<std::string> second = first;
  *second = "two";
  CHECK(first == "one");
  CHECK(second == "two");
  second = first;
  CHECK(second == first);
  CHECK(&*second != &*first);
}

TEST_CASE("a box without a value equals only another such") {
  const Box<std::string> nothing;
  Box<std::string> box{"one"};
  CHECK_FALSE(nothing);
  CHECK_FALSE(nothing == box);
  CHECK_FALSE(nothing == "one");
  box = nothing;
  CHECK(nothing == box);
}

TEST_CASE("a box survives being given to itself") {
  Box<std::string> box{"one"};
  const auto& same = box;
  box = same;
  CHECK(box == "one");
}

TEST_CASE("a box that was moved from has nothing") {
  Box<std::string> from{"one"};
  const Box<std::string> to = std::move(from);
  CHECK(to == "one");
  CHECK_FALSE(from);  // NOLINT(bugprone-use-after-move): what is tested.
}

}  // namespace pgstage
