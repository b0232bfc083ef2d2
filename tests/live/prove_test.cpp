#include "pgstage/shadow/prove.hpp"

#include <algorithm>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support.hpp"

namespace pgstage {
namespace {

using plan::PhaseName;
using plan::Step;
using plan::StepKind;
using shadow::Proof;
using shadow::ProofInput;
using Lines = std::vector<std::string>;

const char* const kHasColumn =
    "SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'public.users'::regclass "
    "AND attname = 'active')";

/// ADD COLUMN active boolean NOT NULL DEFAULT true, the long way round.
ProofInput add_column() {
  ProofInput input;
  input.schema = {"CREATE TABLE users (id bigserial PRIMARY KEY, name text)"};
  input.original = {"ALTER TABLE users ADD COLUMN active boolean DEFAULT true NOT NULL"};
  input.plan.phases = {
      {.name = PhaseName::Expand,
       .steps = {{.id = "expand-1",
                  .sql = {"ALTER TABLE public.users ADD COLUMN active boolean",
                          "ALTER TABLE public.users ALTER COLUMN active SET DEFAULT true"},
                  .undo = {"ALTER TABLE public.users DROP COLUMN active"},
                  .probe = kHasColumn,
                  .post = kHasColumn,
                  .locks = {{"public.users", LockMode::AccessExclusive}},
                  .undo_locks = {{"public.users", LockMode::AccessExclusive}}}}},
      {.name = PhaseName::Migrate,
       .steps = {{.id = "migrate-1",
                  .kind = StepKind::Backfill,
                  .sql = {"UPDATE public.users SET active = true WHERE active IS NULL "
                          "AND ctid >= $1::tid "
                          "AND ctid < $2::tid"},
                  .post = "SELECT NOT EXISTS (SELECT FROM public.users WHERE active IS NULL)",
                  .chunks = plan::Chunks{.table = "public.users"}}}},
      {.name = PhaseName::Contract,
       .steps = {{.id = "contract-1",
                  .sql = {"ALTER TABLE public.users ALTER COLUMN active SET NOT NULL"},
                  .undo = {"ALTER TABLE public.users ALTER COLUMN active DROP NOT NULL"},
                  .locks = {{"public.users", LockMode::AccessExclusive}},
                  .undo_locks = {{"public.users", LockMode::AccessExclusive}}}}}};
  return input;
}

Step& step(ProofInput& input, std::size_t phase) { return input.plan.phases[phase].steps[0]; }

Proof prove(const ProofInput& input) {
  auto proof = shadow::prove(input, live::server());
  if (!proof) FAIL(proof.error().message << "; " << proof.error().hint);
  return *std::move(proof);
}

bool any_starts_with(const Lines& lines, std::string_view start) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const auto& line) { return line.starts_with(start); });
}

TEST_CASE("a plan that ends where the original ends is proved equal") {
  const Proof proof = prove(add_column());
  CHECK(proof.differences == Lines{});
  CHECK(proof.equal);
  CHECK(proof.notes == Lines{});
  CHECK(proof.undeclared_locks == Lines{});
}

TEST_CASE("the locks that a step took are part of the proof") {
  const Proof proof = prove(add_column());
  REQUIRE(proof.locks.size() == 2);
  CHECK(proof.locks[0].step == "expand-1");
  CHECK(proof.locks[0].locks.at("public.users") == LockMode::AccessExclusive);
}

TEST_CASE("a plan that ends elsewhere is not equal, and the difference has a name") {
  ProofInput input = add_column();
  step(input, 0).sql[1] = "ALTER TABLE public.users ALTER COLUMN active SET DEFAULT false";
  const Proof proof = prove(input);
  CHECK(any_starts_with(proof.differences,
                        "column public.users.active: default is false, expected true"));
}

TEST_CASE("a backfill that writes something else is found in the rows") {
  ProofInput input = add_column();
  step(input, 1).sql[0].replace(0, 37, "UPDATE public.users SET active = false");
  const Proof proof = prove(input);
  CHECK(any_starts_with(proof.differences, "row of public.users with id = "));
  CHECK(any_starts_with(proof.differences, "new code after migrate: row of public.users with id"));
  CHECK(proof.differences[0].ends_with("active is 'f', expected 't'"));
}

TEST_CASE("a difference that the plan accepts is none") {
  ProofInput input = add_column();
  step(input, 1).sql[0].replace(0, 37, "UPDATE public.users SET active = false");
  input.plan.accepted_differences = {"values of public.users.active"};
  const Proof proof = prove(input);
  CHECK(proof.equal);
  CHECK(proof.accepted == input.plan.accepted_differences);
}

TEST_CASE("undo has to lead back to the start exactly") {
  ProofInput input = add_column();
  step(input, 0).undo = {};
  const Proof proof = prove(input);
  CHECK(std::count(proof.differences.begin(), proof.differences.end(),
                   "undone after expand: column public.users.active is not expected") == 1);
  CHECK(std::count(proof.differences.begin(), proof.differences.end(),
                   "undone after migrate: column public.users.active is not expected") == 1);
}

TEST_CASE("what a plan says to stay when it is undone may stay") {
  ProofInput input = add_column();
  input.schema.emplace_back("CREATE TYPE mood AS ENUM ('sad')");
  input.original.emplace_back("ALTER TYPE mood ADD VALUE 'happy'");
  step(input, 0).sql.emplace_back("ALTER TYPE mood ADD VALUE 'happy'");
  CHECK_FALSE(prove(input).equal);
  input.plan.accepted_differences = {"after undo: labels of public.mood"};
  CHECK(prove(input).equal);
  input.original.pop_back();
  CHECK_FALSE(prove(input).equal);
}

TEST_CASE("what is irreversible belongs into contract") {
  ProofInput input = add_column();
  input.plan.irreversible = {"contract-1"};
  CHECK(prove(input).equal);
  input.plan.irreversible = {"migrate-1"};
  CHECK(prove(input).differences ==
        Lines{"step \"migrate-1\" is irreversible, yet it stands before contract"});
}

TEST_CASE("a probe that holds too early, and a post-condition that fails, are told") {
  ProofInput input = add_column();
  step(input, 0).probe = "SELECT true";
  step(input, 1).post = "SELECT false";
  CHECK(prove(input).differences == Lines{"step \"expand-1\": its probe holds before it has run",
                                          "step \"migrate-1\": its post-condition does not hold"});
}

TEST_CASE("a step that fails ends the plan, with the server's words") {
  ProofInput input = add_column();
  step(input, 1).sql[0] = "UPDATE public.users SET missing = $1::int + $2::int";
  CHECK(prove(input).differences ==
        Lines{"step \"migrate-1\" fails: column \"missing\" of relation \"users\" does not exist "
              "(42703)"});
}

TEST_CASE("locks beyond the declared ones are told, those of the way back too") {
  ProofInput input = add_column();
  step(input, 0).locks = {{"public.users", LockMode::Share}};
  step(input, 0).undo_locks.clear();
  const Proof proof = prove(input);
  CHECK(proof.equal);
  const std::string takes = " takes AccessExclusiveLock on public.users, ";
  CHECK(proof.undeclared_locks ==
        Lines{"step \"expand-1\"" + takes + "declared as ShareLock",
              "undo of step \"expand-1\"" + takes + "which it does not declare"});
}

TEST_CASE("a backfill by key walks all keys") {
  ProofInput input = add_column();
  input.schema = {"CREATE TABLE users (id uuid PRIMARY KEY, name text)"};
  step(input, 1).sql = {
      "UPDATE public.users SET active = true WHERE active IS NULL "
      "AND (id > $1 OR $1 IS NULL) AND id <= $2"};
  step(input, 1).chunks = plan::Chunks{.table = "public.users",
                                       .walk = plan::Walk::Key,
                                       .key = "id",
                                       .remaining =
                                           "SELECT count(*) FROM public.users WHERE active IS NULL "
                                           "AND (id > $1 OR $1 IS NULL) AND id <= $2"};
  CHECK(prove(input).differences == Lines{});
}

TEST_CASE("an original that cannot digest odd rows is proved with plainer ones, and says so") {
  ProofInput input = add_column();
  input.original.insert(input.original.begin(), "ALTER TABLE users ALTER name SET NOT NULL");
  step(input, 0).sql.insert(step(input, 0).sql.begin(),
                            "ALTER TABLE public.users ALTER name SET NOT NULL");
  step(input, 0).undo.push_back("ALTER TABLE public.users ALTER name DROP NOT NULL");
  const Proof proof = prove(input);
  CHECK(proof.equal);
  REQUIRE(proof.notes.size() == 1);
  CHECK(proof.notes[0] ==
        "with rows with NULLs and extreme values, the original migration fails at statement 1 "
        "(SQLSTATE 23502): column \"name\" of relation \"users\" contains null values; tried again "
        "with plain rows");
}

TEST_CASE("rules to come that old code does not know are proved with new code alone") {
  ProofInput input = add_column();
  input.schema.emplace_back("CREATE TABLE notes (id bigserial PRIMARY KEY, user_id bigint)");
  const std::string add =
      "ALTER TABLE public.notes ADD FOREIGN KEY (user_id) REFERENCES public.users";
  input.original.push_back(add);
  step(input, 2).sql.push_back(add);
  step(input, 2).locks.emplace("public.notes", LockMode::ShareRowExclusive);
  const Proof proof = prove(input);
  CHECK(proof.differences == Lines{});
  REQUIRE_FALSE(proof.notes.empty());
  CHECK(
      proof.notes.back().ends_with("tried again with plain rows that old code does not write to"));
  CHECK(proof.writes > 0);
}

TEST_CASE("an original that fails on any row is proved on empty tables") {
  ProofInput input = add_column();
  input.original = {"ALTER TABLE users ADD COLUMN active boolean NOT NULL",
                    "ALTER TABLE users ALTER active SET DEFAULT true"};
  const Proof proof = prove(input);
  CHECK(proof.equal);
  REQUIRE(proof.notes.size() == 5);
  CHECK(proof.notes.back().ends_with("tried again with empty tables"));
}

TEST_CASE("an original that fails for another reason is an error that names the statement") {
  ProofInput input = add_column();
  input.original.push_back("ALTER TABLE nowhere ADD COLUMN x int");
  const auto proof = shadow::prove(input, live::server());
  REQUIRE_FALSE(proof);
  CHECK(proof.error().message ==
        "the original migration fails at statement 2 (SQLSTATE 42P01): "
        "relation \"nowhere\" does not exist");
  CHECK(proof.error().hint == "The statement begins with: ALTER TABLE nowhere ADD COLUMN x int");
}

TEST_CASE("the original's own transactions are kept") {
  ProofInput input = add_column();
  input.original = {"BEGIN",           "ALTER TABLE users ADD COLUMN junk int",
                    "ROLLBACK",        "BEGIN",
                    input.original[0], "COMMIT"};
  CHECK(prove(input).equal);
}

/// RENAME COLUMN name TO title by a copy, with or without a trigger that keeps both in step.
ProofInput copied_column(bool in_step) {
  ProofInput input;
  input.schema = {"CREATE TABLE users (id bigserial PRIMARY KEY, name text)"};
  input.original = {"ALTER TABLE users RENAME name TO title"};
  Step add{.id = "expand-1",
           .sql = {"ALTER TABLE public.users ADD COLUMN title text"},
           .undo = {"ALTER TABLE public.users DROP COLUMN title"},
           .locks = {{"public.users", LockMode::AccessExclusive}}};
  Step drop{.id = "contract-1",
            .sql = {"ALTER TABLE public.users DROP COLUMN name"},
            .locks = {{"public.users", LockMode::AccessExclusive}}};
  if (in_step) {
    add.sql.push_back(
        "CREATE FUNCTION public.keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'INSERT' THEN NEW.title := coalesce(NEW.title, NEW.name); "
        "ELSIF NEW.title IS NOT DISTINCT FROM OLD.title THEN NEW.title := NEW.name; END IF; "
        "NEW.name := NEW.title; RETURN NEW; END $$");
    add.sql.push_back(
        "CREATE TRIGGER keep BEFORE INSERT OR UPDATE ON public.users FOR EACH ROW "
        "EXECUTE FUNCTION public.keep()");
    add.undo.insert(add.undo.begin(), "DROP FUNCTION public.keep() CASCADE");
    drop.sql.insert(drop.sql.begin(), "DROP FUNCTION public.keep() CASCADE");
  }
  Step fill{.id = "migrate-1",
            .kind = StepKind::Backfill,
            .sql = {"UPDATE public.users SET title = name WHERE title IS DISTINCT FROM name "
                    "AND ctid >= $1::tid AND ctid < $2::tid"},
            .chunks = plan::Chunks{.table = "public.users"}};
  input.plan.phases = {
      {.name = PhaseName::Expand, .steps = {add}},
      {.name = PhaseName::Migrate, .steps = {fill}},
      {.name = PhaseName::Contract, .gate = plan::Gate{.says = "use title"}, .steps = {drop}}};
  input.plan.accepted_differences = {"column position of public.users.title"};
  return input;
}

TEST_CASE("what running code writes meanwhile has to arrive") {
  const Proof kept = prove(copied_column(true));
  CHECK(kept.differences == Lines{});
  CHECK(kept.writes > 0);
  const Proof lost = prove(copied_column(false));
  CHECK(any_starts_with(lost.differences, "row of public.users with id = "));
}

TEST_CASE("a table whose rows the plan treats otherwise meanwhile is left alone") {
  ProofInput input = copied_column(false);
  input.plan.accepted_differences.emplace_back("rows of public.users that are written meanwhile");
  CHECK(prove(input).differences == Lines{});
}

TEST_CASE("running code that can no longer write or read is told with its statement") {
  ProofInput input = add_column();
  input.original.emplace_back("ALTER TABLE users ALTER active DROP DEFAULT");
  step(input, 0).sql.emplace_back("ALTER TABLE public.users ALTER active SET NOT NULL");
  step(input, 0).sql[0] = "ALTER TABLE public.users ADD COLUMN active boolean DEFAULT true";
  step(input, 0).sql[1] = "ALTER TABLE public.users ALTER COLUMN active DROP DEFAULT";
  CHECK(any_starts_with(prove(input).differences,
                        "old code after expand: INSERT INTO public.users (name) VALUES ("));
  input = copied_column(true);
  input.plan.phases[1].steps[0] = input.plan.phases[2].steps[0];
  input.plan.phases.pop_back();
  CHECK(any_starts_with(prove(input).differences,
                        "old code after migrate: public.users cannot be read: column \"name\" "));
}

TEST_CASE("new code that cannot write or read before contract is told") {
  ProofInput input = copied_column(true);
  auto& trigger = step(input, 0).sql[1];
  trigger =
      "CREATE FUNCTION public.keep() RETURNS trigger LANGUAGE plpgsql AS "
      "'BEGIN NEW.title := NEW.name; RETURN NEW; END'";
  const Proof one_way = prove(input);
  CHECK(any_starts_with(one_way.differences, "new code after migrate: row of public.users with"));
  input.plan.accepted_differences.emplace_back("new code on public.users before contract");
  CHECK(prove(input).differences == Lines{});
}

TEST_CASE("new code that one step of contract hinders is told, though the next one mends it") {
  ProofInput input = copied_column(true);
  auto& steps = input.plan.phases[2].steps;
  steps.push_back(steps[0]);
  steps[0].sql = {"ALTER TABLE public.users ADD CHECK (title = '') NOT VALID"};
  steps[1].id = "contract-2";
  steps[1].sql.insert(steps[1].sql.begin(),
                      "ALTER TABLE public.users DROP CONSTRAINT users_title_check");
  const Proof proof = prove(input);
  CHECK(any_starts_with(proof.differences,
                        "new code after step \"contract-1\": INSERT INTO public.users (title)"));
}

TEST_CASE("values that no two runs of the original share are compared for NULL only") {
  ProofInput input = copied_column(true);
  input.schema = {"CREATE TABLE users (id bigserial PRIMARY KEY, name text, seen text)",
                  "CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS "
                  "'BEGIN NEW.seen := gen_random_uuid(); RETURN NEW; END'",
                  "CREATE TRIGGER see BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION see()"};
  const Proof proof = prove(input);
  INFO(fmt::format("{}", fmt::join(proof.differences, "\n")));
  CHECK(proof.differences == Lines{});
  CHECK(proof.notes == Lines{"values of public.users.seen differ each time; only where they are "
                             "NULL was compared"});
}

Proof prove_with_queries(ProofInput input, const Lines& queries) {
  for (const auto& query : queries) {
    const auto place = fmt::format("q.sql:{}", input.queries.size() + 1);
    input.queries.push_back({query, place, query.starts_with("PREPARE")});
  }
  return prove(input);
}

TEST_CASE("old queries stay possible up to the gate, and new ones are so before contract") {
  const Proof proof = prove_with_queries(copied_column(true),
                                         {"SELECT name FROM users WHERE id = $1 -- by key",
                                          "UPDATE users SET title = $1 WHERE id = $2",
                                          "PREPARE recent (interval) AS SELECT id FROM users WHERE "
                                          "now() - $1 < now() AND name IS NOT NULL"});
  CHECK(proof.differences == Lines{});
  CHECK(proof.queries == 3);
}

TEST_CASE("a known query that a plan breaks too early is told with its place and the phase") {
  ProofInput input = copied_column(true);
  input.plan.phases[1].steps.push_back(input.plan.phases[2].steps[0]);
  input.plan.phases[2].steps.clear();
  const Proof proof = prove_with_queries(input, {"SELECT id FROM users", "SELECT name FROM users"});
  CHECK(std::count(proof.differences.begin(), proof.differences.end(),
                   "q.sql:2: a query of old code cannot be prepared after migrate: column \"name\" "
                   "does not exist (42703)") == 1);
}

TEST_CASE("a new query that only contract makes possible is told, since it is deployed before") {
  ProofInput input = copied_column(true);
  auto& phases = input.plan.phases;
  for (auto& step : phases[0].steps) phases[2].steps.push_back(step);
  phases[2].steps[0].sql = {"ALTER TABLE public.users RENAME name TO title"};
  phases[2].steps.pop_back();
  phases[0].steps.clear();
  phases[1].steps.clear();
  const Proof proof = prove_with_queries(input, {"SELECT title FROM users"});
  CHECK(
      std::count(proof.differences.begin(), proof.differences.end(),
                 "q.sql:1: a query of new code cannot be prepared after migrate: column \"title\" "
                 "does not exist (42703)") == 1);
}

TEST_CASE("roles that a schema speaks of are made up") {
  ProofInput input = add_column();
  input.schema.insert(input.schema.end(), {"ALTER TABLE users OWNER TO \"Shop Owner\"",
                                           "GRANT SELECT ON users TO reporting"});
  CHECK(prove(input).equal);
}

}  // namespace
}  // namespace pgstage
