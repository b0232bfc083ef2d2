#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "support/project.hpp"

namespace pgstage {
namespace {

using Stages = std::set<std::string, std::less<>>;

/// Which stages a stage may include besides its own. A stage that `report` or `apply` is handed
/// values of, inside those of another, counts as that other's.
const std::map<std::string, Stages, std::less<>> kMayUse = {
    {"model", {}},
    {"source", {"model", "sql"}},
    {"sql", {"model"}},
    {"catalog", {"model", "sql"}},
    {"effects", {"model", "sql", "catalog"}},
    {"lint", {"model", "sql", "catalog", "effects"}},
    {"rules", {"model", "sql", "catalog", "effects", "lint"}},
    {"plan", {"model", "sql", "catalog", "effects"}},
    {"emit", {"model", "sql", "plan", "source"}},
    {"db", {"model", "catalog"}},
    {"shadow", {"model", "plan", "catalog", "db"}},
    {"apply", {"model", "sql", "plan", "db"}},
    {"record", {"model", "sql", "catalog", "effects", "db", "shadow"}},
    {"report", {"model", "lint", "plan", "effects", "sql", "catalog"}},
    {"config", {"model"}},
    {"cli",
     {"model", "source", "sql", "catalog", "effects", "lint", "plan", "emit", "db", "shadow",
      "apply", "record", "report", "config"}},
};

/// Arrows that the table forbids, and why they are there all the same. "file -> stage".
const std::map<std::string, std::string, std::less<>> kExemptions = {
    {"src/apply/apply.cpp -> catalog",
     "a plan's facts are in the words of catalog::describe(), which apply has to find again"},
};

/// How the headers of a library begin, and the only stage that may include them.
const std::map<std::string, std::string, std::less<>> kOwners = {
    {"boost/program_options", "cli"},
    {"libpq", "db"},
    {"nodes/", "sql"},
    {"pg_query", "sql"},
    {"postgres", "sql"},
    {"toml++", "config"},
};

struct Include {
  std::string file;
  std::string stage;   ///< That the file belongs to.
  std::string header;  ///< Between the quotes or brackets.
};

std::string part(std::string_view path, std::size_t index) {
  for (; index > 0; --index) path.remove_prefix(std::min(path.find('/') + 1, path.size()));
  return std::string{path.substr(0, path.find('/'))};
}

std::string stage_of(std::string_view file) {
  if (file.starts_with("rules/")) return "rules";
  return part(file, file.starts_with("include/") ? 2 : 1);
}

std::vector<Include> all_includes() {
  std::vector<Include> found;
  for (const std::string_view folder : {"include", "rules", "src"}) {
    for (const auto& file : tests::files_below(folder)) {
      if (!file.ends_with(".cpp") && !file.ends_with(".hpp")) continue;
      for (const auto& line : tests::lines_of(tests::read_file(tests::project(file)))) {
        const auto begin = line.find_first_of("\"<");
        if (!line.starts_with("#include") || begin == std::string::npos) continue;
        const auto end = line.find_first_of("\">", begin + 1);
        found.push_back({file, stage_of(file), line.substr(begin + 1, end - begin - 1)});
      }
    }
  }
  return found;
}

Stages forbidden_arrows() {
  Stages arrows;
  for (const auto& include : all_includes()) {
    if (!include.header.starts_with("pgstage/")) continue;
    const auto target = part(include.header, 1);
    const auto row = kMayUse.find(include.stage);
    REQUIRE_MESSAGE(row != kMayUse.end(), include.file, " is in no stage of the table");
    const bool fine = target == include.stage || row->second.contains(target);
    if (!fine) arrows.insert(include.file + " -> " + target);
  }
  return arrows;
}

}  // namespace

TEST_CASE("a stage includes only the stages that the design names for it") {
  const auto arrows = forbidden_arrows();
  for (const auto& arrow : arrows) {
    CHECK_MESSAGE(kExemptions.contains(arrow), arrow, " is not in the table");
  }
  for (const auto& exemption : kExemptions) {
    CHECK_MESSAGE(arrows.contains(exemption.first), exemption.first,
                  " needs no exemption any more");
    CHECK(!exemption.second.empty());
  }
}

TEST_CASE("a library's headers are included only by the stage that owns it") {
  for (const auto& include : all_includes()) {
    for (const auto& [prefix, owner] : kOwners) {
      if (!include.header.starts_with(prefix) || include.header.starts_with("libpq_")) continue;
      CHECK_MESSAGE(include.stage == owner, include.file, " includes ", include.header);
    }
  }
}

TEST_CASE("public headers bring no library along") {
  for (const auto& include : all_includes()) {
    const bool library =
        include.header.find('/') != std::string::npos && !include.header.starts_with("pgstage/");
    if (include.file.starts_with("include/")) {
      CHECK_MESSAGE(!library, include.file, " includes ", include.header);
    }
  }
}

TEST_CASE("every stage of the source tree is in the table") {
  for (const auto& file : tests::files_below("src")) {
    if (!file.ends_with(".cpp") && !file.ends_with(".hpp")) continue;
    CHECK_MESSAGE(kMayUse.contains(stage_of(file)), file);
  }
}

}  // namespace pgstage
