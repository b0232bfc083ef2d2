#include "pgstage/emit/phase_files.hpp"

#include <doctest/doctest.h>

namespace pgstage {
namespace {

using Lines = std::vector<std::string>;

source::Migration migration(std::string id, std::string up, std::string down = "") {
  return {.id = id,
          .path = id + ".sql",
          .framework = "goose",
          .up = std::move(up),
          .down = std::move(down)};
}

emit::PhaseFiles read(const std::vector<source::Migration>& migrations,
                      std::string_view framework = "plain") {
  return emit::read_phase_files(migrations, **source::framework_named(framework));
}

/// `expand: 1 2; contract: 3`
std::string phases(const emit::PhaseFiles& files) {
  std::string out;
  for (const auto& phase : files.plan.phases) {
    out += (out.empty() ? "" : "; ") + std::string{to_string(phase.name)} + ":";
    for (const auto& step : phase.steps) out += " " + step.id;
  }
  return out;
}

}  // namespace

TEST_CASE("migrations say in their names or in a comment which phase they are of") {
  CHECK(phases(
            read({migration("1_a", ""), migration("2_a_expand", ""), migration("3_a_migrate_1", ""),
                  migration("4_b", ""), migration("5_a_contract", "")})) ==
        "expand: 1_a 2_a_expand; migrate: 3_a_migrate_1 4_b; contract: 5_a_contract");
  CHECK(phases(read({migration("1", "-- pgstage:phase migrate\nSELECT 1;"), migration("2", ""),
                     migration("3_expand", "-- pgstage:phase contract\n")})) ==
        "migrate: 1 2; contract: 3_expand");
}

TEST_CASE("a gate begins a phase, so that old code runs until there") {
  const auto files = read({migration("1", ""), migration("2", "-- pgstage:gate deploy it\n")});
  CHECK(phases(files) == "expand: 1; expand: 2");
  CHECK_FALSE(files.plan.phases[0].gate);
  CHECK(files.plan.phases[1].gate->says == "deploy it");
}

TEST_CASE("what may differ is said in comments, not in strings") {
  const auto files = read({migration("1",
                                     "-- pgstage:accept column position of public.a.b\n"
                                     "SELECT '-- pgstage:accept rows of public.a';")});
  CHECK(files.plan.accepted_differences == Lines{"column position of public.a.b"});
}

TEST_CASE("a proof sees a script as the framework sends it") {
  const std::string open = "SET pgstage.gate = 'open'";
  const std::string up = "-- +goose Up\nSELECT 1; SELECT 2;\n";
  const auto sql = [&](const std::string& text, std::string_view framework) {
    return read({migration("1", text)}, framework).plan.phases[0].steps[0].sql;
  };
  CHECK(sql(up, "goose") == Lines{open, "BEGIN", "SELECT 1", "SELECT 2", "COMMIT"});
  CHECK(sql("-- +goose NO TRANSACTION\n" + up, "goose") == Lines{open, "SELECT 1", "SELECT 2"});
  CHECK(sql("SELECT 1; SELECT 2;", "golang-migrate") == Lines{open, "SELECT 1; SELECT 2;"});
}

TEST_CASE("the way back is tried when every migration before contract has one") {
  CHECK(read({migration("1", "", "SELECT 1;"), migration("2_contract", "")}).way_back);
  CHECK_FALSE(read({migration("1", "", "SELECT 1;"), migration("2_migrate", "")}).way_back);
}

}  // namespace pgstage
