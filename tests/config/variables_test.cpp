#include <doctest/doctest.h>

#include "pgstage/config/option.hpp"
#include "pgstage/config/settings.hpp"

namespace pgstage::config {
namespace {

std::vector<Setting> settings(const Variables& variables, std::string_view command = "lint") {
  auto read = from_variables(variables, command);
  if (!read) FAIL(read.error().message);
  return *std::move(read);
}

Error refused(const Variables& variables) {
  const auto read = from_variables(variables, "lint");
  REQUIRE(!read);
  return read.error();
}

}  // namespace

TEST_CASE("a variable stands for the option of its name") {
  const std::vector<Setting> expected{{"pg-version", {"16"}, "PGSTAGE_PG_VERSION"}};
  CHECK(settings({{"PGSTAGE_PG_VERSION", "16"}, {"PATH", "/bin"}}) == expected);
}

TEST_CASE("a variable counts only for the commands that have the option") {
  CHECK(settings({{"PGSTAGE_PG_BIN", "/opt/pg/bin"}}).empty());
  CHECK(settings({{"PGSTAGE_PG_BIN", "/opt/pg/bin"}}, "prove").size() == 1);
}

TEST_CASE("a variable without a value is not set") {
  CHECK(settings({{"PGSTAGE_PG_VERSION", ""}}).empty());
}

TEST_CASE("commas part the values of a variable") {
  const auto read = settings({{"PGSTAGE_DISABLE", "drop-table,rename-table,"}});
  CHECK(read.front().values == std::vector<std::string>{"drop-table", "rename-table"});
}

TEST_CASE("a variable turns a switch on or off") {
  CHECK(settings({{"PGSTAGE_QUIET", "1"}}).size() == 1);
  CHECK(settings({{"PGSTAGE_QUIET", "false"}}).empty());
  CHECK(refused({{"PGSTAGE_QUIET", "maybe"}}).hint == "Use 1 or 0.");
}

TEST_CASE("a variable that stands for nothing is answered with the one that was meant") {
  const auto error = refused({{"PGSTAGE_PG_VERSON", "16"}});
  CHECK(error.message == "the variable \"PGSTAGE_PG_VERSON\" stands for no option");
  CHECK(error.hint == "Did you mean \"PGSTAGE_PG_VERSION\"?");
}

TEST_CASE("a variable cannot have what its option cannot have") {
  const auto error = refused({{"PGSTAGE_FAIL_LEVEL", "fatal"}});
  CHECK(error.message == "PGSTAGE_FAIL_LEVEL cannot be \"fatal\"");
  CHECK(error.hint == "Use error, warning, notice or none.");
}

TEST_CASE("options are listed once, by name") {
  for (std::size_t i = 1; i < options().size(); ++i) {
    CHECK(options()[i - 1].name < options()[i].name);
  }
}

}  // namespace pgstage::config
