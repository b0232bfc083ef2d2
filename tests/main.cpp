// With --update, files that a test compares with are rewritten to what happens now.
#define DOCTEST_CONFIG_IMPLEMENT
#include <cstdlib>
#include <iostream>
#include <string_view>

#include <doctest/doctest.h>

#include "support/golden.hpp"

int main(int argc, char** argv) {
  const bool update = argc > 1 && std::string_view{argv[1]} == "--update";
  if (update && std::getenv("CI") != nullptr) {
    std::cerr << "--update is refused where CI is set: nobody would read the change\n";
    return 2;
  }
  pgstage::tests::rewrite_files(update);
  return doctest::Context(argc, argv).run();
}
