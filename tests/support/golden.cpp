#include "support/golden.hpp"

#include <fstream>
#include <iostream>

#include <doctest/doctest.h>

#include "support/project.hpp"

namespace pgstage::tests {
namespace {

bool rewriting = false;

}  // namespace

void rewrite_files(bool yes) { rewriting = yes; }

void expect_file(const std::filesystem::path& path, const std::string& text) {
  const bool there = std::filesystem::exists(path);
  const std::string before = there ? read_file(path) : std::string{};
  if (there && before == text) return;
  if (!rewriting) {
    FAIL_CHECK(path.string() << " (rewritten by --update) is not\n" << text);
    return;
  }
  std::ofstream(path, std::ios::binary) << text;
  std::cout << path.string() << "\n";
}

}  // namespace pgstage::tests
