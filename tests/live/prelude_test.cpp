// Schemas that need what the throwaway server does not have, as the command line proves them.
#include <string>

#include <doctest/doctest.h>

#include "live/support.hpp"
#include "support/case_file.hpp"

namespace pgstage {
namespace {

tests::CliStep prove(const std::string& migration, const std::string& options = "") {
  tests::CliCase each;
  each.files["schema.sql"] =
      "CREATE EXTENSION IF NOT EXISTS \"nowhere-to-be-had\" WITH SCHEMA public;\n"
      "COMMENT ON EXTENSION \"nowhere-to-be-had\" IS 'shapes';\n"
      "CREATE TABLE places (id bigserial PRIMARY KEY, shape public.shape);\n";
  each.files["prelude.sql"] = "CREATE DOMAIN public.shape AS text;\n";
  each.files["m.sql"] = migration;
  each.steps.push_back({.command = "pgstage prove m.sql --schema schema.sql --pg-bin " +
                                   live::binaries().folder + options});
  return tests::run_case(each).steps.front();
}

}  // namespace

TEST_CASE("a schema that needs a missing extension is refused with two ways out") {
  const auto step = prove("ALTER TABLE places ADD COLUMN name text;\n");
  CHECK(step.exit_status == 2);
  const auto major = std::to_string(live::binaries().major);
  CHECK(step.err ==
        "pgstage: the schema needs extension \"nowhere-to-be-had\", which the throwaway server "
        "does not have\n"
        "hint: Install it for PostgreSQL " +
            major +
            ", or name a server that has it with --pg-bin. --prelude FILE takes SQL that makes "
            "what the schema uses of it.\n");
}

TEST_CASE("a prelude stands for a missing extension, and the proof says so") {
  const auto step = prove("ALTER TABLE places ADD COLUMN name text;\n", " --prelude prelude.sql");
  INFO(step.err);
  CHECK(step.exit_status == 0);
  INFO(step.out);
  CHECK(step.out.starts_with("equal: "));
  CHECK(
      step.out.find("note: extension nowhere-to-be-had is not there; the prelude stands for it") !=
      std::string::npos);
}

TEST_CASE("a migration that makes a missing extension cannot be proved, prelude or not") {
  const auto step = prove("CREATE EXTENSION elsewhere;\n", " --prelude prelude.sql");
  CHECK(step.exit_status == 2);
  CHECK(step.err.find("the migration needs extension \"elsewhere\"") != std::string::npos);
}

}  // namespace pgstage
