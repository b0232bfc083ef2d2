#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "pgstage/lint/rerun.hpp"
#include "pgstage/lint/samples.hpp"

namespace pgstage::lint {
namespace {

struct Given {
  std::string text;
  std::string schema = {};
  SentAs sent_as = SentAs::Statement;
  std::string runner_lock_timeout = "2s";
  std::string rule = {};  ///< That judges as well.
};

Fixed fixed_in(const Given& given, bool may_change = true) {
  auto schema = sql::Script::unread(given.schema);
  auto script = sql::Script::unread(given.text);
  Run run;
  run.earlier.push_back({.path = "schema.sql", .script = &schema});
  run.batches.push_back({{.path = "a.sql", .sent_as = given.sent_as, .script = &script}});
  Options options;
  options.runner_lock_timeout = given.runner_lock_timeout;
  if (!given.rule.empty()) options.choices = {{.wishes = {{given.rule, Level::On}}}};
  return fix(run, catalog::Catalog{}, options, [&](const Input&) { return may_change; });
}

/// The text with what was taken.
std::string fixed(const Given& given) {
  const auto out = fixed_in(given);
  return out.texts.empty() ? given.text : out.texts.at("a.sql");
}

const std::string kTables =
    "CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
    "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);\n";
const std::string kForeignKey =
    "ALTER TABLE orders ADD CONSTRAINT orders_fk FOREIGN KEY (user_id) REFERENCES users (id)";
const std::string kNotValid =
    "ALTER TABLE public.orders ADD CONSTRAINT orders_fk FOREIGN KEY (user_id) REFERENCES users (id)"
    " NOT VALID;";
const std::string kValidate = "ALTER TABLE public.orders VALIDATE CONSTRAINT orders_fk";

}  // namespace

TEST_CASE("the safe SQL stands where the statement stood, and all else stays") {
  CHECK(fixed({"-- one\n" + kForeignKey + "; -- two\nSELECT 1;\n", kTables}) ==
        "-- one\n" + kNotValid + "\n" + kValidate + "; -- two\nSELECT 1;\n");
}

TEST_CASE("new lines end and are indented as the statement's own") {
  CHECK(fixed({"\r\n  " + kForeignKey + ";\r\n", kTables}) ==
        "\r\n  " + kNotValid + "\r\n  " + kValidate + ";\r\n");
}

TEST_CASE("a new line in a string stays as it is") {
  CHECK(
      fixed({"\r\n  ALTER TABLE users ADD CONSTRAINT c CHECK (email <> 'a;\nb');\r\n", kTables}) ==
      "\r\n  ALTER TABLE users ADD CONSTRAINT c CHECK (email <> 'a;\nb') NOT VALID;\r\n"
      "  ALTER TABLE public.users VALIDATE CONSTRAINT c;\r\n");
}

TEST_CASE("a limit of the runner is set before the statement") {
  CHECK(fixed({.text = "ALTER TABLE users ADD note text;\n",
               .schema = kTables,
               .runner_lock_timeout = ""}) ==
        "SET lock_timeout = '2s';\nALTER TABLE users ADD note text;\n");
}

TEST_CASE("an index is built concurrently only where the file is no transaction") {
  const std::string create = "CREATE INDEX users_email_idx ON users (email);\n";
  CHECK(fixed({create, kTables}) ==
        "CREATE INDEX CONCURRENTLY users_email_idx ON public.users (email);\n");
  CHECK(fixed({create, kTables, SentAs::File}) == create);
  CHECK(fixed({"BEGIN;\n" + create + "COMMIT;\n", kTables}) == "BEGIN;\n" + create + "COMMIT;\n");
}

TEST_CASE("what holds its lock to the end of a transaction is not taken apart there") {
  const auto both = kForeignKey + ";\nSELECT 1;\n";
  CHECK(fixed({both, kTables, SentAs::File}) == both);
}

TEST_CASE("what is not the same in the end is not taken") {
  const std::string type = "ALTER TABLE users ADD at timestamp;\n";
  CHECK(fixed({type, kTables}) == type);
}

TEST_CASE("a file that may not be changed stays") {
  const auto out = fixed_in({kForeignKey + ";\n", kTables}, false);
  CHECK(out.texts.empty());
  CHECK(out.fixes.empty());
}

TEST_CASE("all statements of a file are taken, each for itself") {
  const auto out = fixed_in(
      {kForeignKey + ";\nCREATE INDEX i ON users (email);\nDROP TABLE users CASCADE;\n", kTables});
  REQUIRE(out.fixes.size() == 2);
  CHECK(out.fixes[0].rule == "add-foreign-key-validating");
  CHECK(out.fixes[0].line == 1);
  CHECK(out.fixes[1].rule == "create-index-blocking");
  const auto& text = out.texts.at("a.sql");
  CHECK(fixed({text, kTables}) == text);
}

TEST_CASE("what concerns the runner is said before the first statement") {
  CHECK(fixed({.text = "-- one\nSELECT 1;\nALTER TABLE users ADD note text;\n",
               .schema = kTables,
               .runner_lock_timeout = ""}) ==
        "-- one\nSET lock_timeout = '2s';\nSELECT 1;\nALTER TABLE users ADD note text;\n");
}

TEST_CASE("what is said before the first statement does not come between it and its comment") {
  const std::string ignored =
      "  -- pgstage:ignore drop-column -- nobody reads it\n  ALTER TABLE users DROP COLUMN "
      "email;\n";
  CHECK(fixed({.text = "-- one\n" + ignored, .schema = kTables, .runner_lock_timeout = ""}) ==
        "-- one\n  SET lock_timeout = '2s';\n" + ignored);
}

TEST_CASE("a limit of the runner and the safe SQL of the same statement are both taken") {
  CHECK(fixed({.text = "CREATE INDEX i ON users (email);\n",
               .schema = kTables,
               .runner_lock_timeout = ""}) ==
        "SET lock_timeout = '2s';\nCREATE INDEX CONCURRENTLY i ON public.users (email);\n");
}

TEST_CASE("a statement that runs a body is not replaced by what is advised on one in the body") {
  const std::string block =
      "DO $$ BEGIN IF now() > '2027-01-01' THEN\n" + kForeignKey + ";\nEND IF; END $$;\n";
  CHECK(fixed({block, kTables}) == block);
}

TEST_CASE("nothing is dropped to be made again") {
  const std::string create = "CREATE INDEX IF NOT EXISTS i ON users (email);\n";
  CHECK(fixed({create, kTables}) == create);
}

TEST_CASE("a column that old rows are to have a value in is not added without one") {
  const std::string add = "ALTER TABLE users ADD key uuid DEFAULT gen_random_uuid();\n";
  CHECK(fixed({add, kTables}) == add);
}

TEST_CASE("every rule that can be mended in place is, in its sample") {
  for (const Rule* rule : all_rules()) {
    const auto& sample = sample_of(*rule);
    const auto out = fixed_in({.text = std::string{sample.bad},
                               .schema = std::string{sample.schema},
                               .runner_lock_timeout = "",
                               .rule = std::string{rule->info.id}});
    const bool mended = std::any_of(out.fixes.begin(), out.fixes.end(),
                                    [&](const auto& each) { return each.rule == rule->info.id; });
    CHECK_MESSAGE(mended == rule->info.fix_in_place, rule->info.id);
  }
}

}  // namespace pgstage::lint
