// The cases of the command line. With --update they are rewritten to what happens now.
#define DOCTEST_CONFIG_IMPLEMENT
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string_view>

#include <doctest/doctest.h>

#include "support/case_file.hpp"
#include "support/project.hpp"

namespace {

using namespace pgstage;

int update_cases() {
  if (std::getenv("CI") != nullptr) {
    std::cerr << "--update is refused where CI is set: nobody would read the change\n";
    return 2;
  }
  for (const auto& file : tests::files_below("tests/cli")) {
    if (!file.ends_with(".case")) continue;
    const auto before = tests::read_file(tests::project(file));
    const auto now = tests::print_case(tests::run_case(tests::parse_case(before)));
    if (now == before) continue;
    std::ofstream(tests::project(file), std::ios::binary) << now;
    std::cout << file << "\n";
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  doctest::Context context(argc, argv);
  if (argc == 2 && std::string_view{argv[1]} == "--update") {
    context.setAsDefaultForAssertsOutOfTestCases();
    return update_cases();
  }
  return context.run();
}
