// What is read of the projects of samples/frameworks, whether their frameworks run here or not.
#include <filesystem>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "pgstage/source/source.hpp"
#include "pgstage/sql/script.hpp"

#include "support/golden.hpp"
#include "support/project.hpp"

namespace pgstage::source {
namespace {

namespace fs = std::filesystem;

/// On one line.
std::string words_of(std::string_view text) {
  std::string out;
  std::istringstream words{std::string{text}};
  for (std::string word; words >> word;) out += (out.empty() ? "" : " ") + word;
  return out;
}

/// `SENT_AS`, each statement, and why what is not one was not read.
std::string told(const Migration& migration) {
  std::string out = "  " + migration.id + ", by " + std::string{to_string(migration.sent_as)} +
                    (migration.down.empty() ? "" : ", with a way back") + "\n";
  const auto script = sql::Script::parse(migration.up);
  for (const auto& statement : script.statements()) {
    CHECK_MESSAGE(statement.problem() == nullptr, migration.path);
    out += "    " + words_of(script.text(statement.span())) + "\n";
  }
  for (const auto& unread : migration.unread) {
    if (!unread.goes_back) out += "    not read: " + unread.why + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("of each framework's sample every statement is read, or why not is said") {
  const fs::path root = tests::project("samples/frameworks");
  std::string out;
  std::size_t projects = 0;
  for (const auto& history : histories_below(root.string())) {
    const auto folder = fs::weakly_canonical(history.folder);
    const auto shown = folder.lexically_relative(fs::weakly_canonical(root)).generic_string();
    // Each stands in a folder that is called like it.
    CHECK_MESSAGE(shown.substr(0, shown.find('/')) == history.framework, shown);
    const auto selected = select({.paths = {folder.string()}, .one_batch = true});
    if (!selected) FAIL(selected.error().message);
    out += history.framework + ": " + shown + "\n";
    for (const auto& batch : selected->batches) {
      for (const auto& migration : batch) out += told(migration);
    }
    ++projects;
  }
  const auto folders = std::count_if(fs::directory_iterator(root), fs::directory_iterator{},
                                     [](const auto& entry) { return entry.is_directory(); });
  CHECK(projects == static_cast<std::size_t>(folders));
  tests::expect_file(tests::project("tests/source/frameworks.txt"), out);
}

}  // namespace pgstage::source
