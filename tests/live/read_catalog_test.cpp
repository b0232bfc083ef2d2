#include "pgstage/db/read_catalog.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "pgstage/catalog/describe.hpp"

#include "support.hpp"

namespace pgstage {
namespace {

using catalog::RelationKind;
using Names = std::vector<std::string>;
using NameSet = std::set<std::string>;

catalog::Catalog catalog_of(std::string_view sql) {
  auto session = live::new_database();
  live::run(*session, sql);
  auto read = db::read_catalog(*session);
  if (!read) FAIL(read.error().message);
  return *std::move(read);
}

const catalog::Relation& relation(const catalog::Catalog& catalog, const std::string& name,
                                  const std::string& schema = "public") {
  const auto* found = catalog.relation({schema, name});
  REQUIRE(found != nullptr);
  return *found;
}

/// A session that counts what is asked of it.
class Counting final : public db::Session {
 public:
  explicit Counting(std::unique_ptr<db::Session> inner) : inner_(std::move(inner)) {}

  Result<db::Rows> run(std::string_view sql) override {
    ++asked;
    return inner_->run(sql);
  }
  Result<db::Rows> run_watched(std::string_view sql, std::chrono::milliseconds pace,
                               const std::function<void()>& look) override {
    ++asked;
    return inner_->run_watched(sql, pace, look);
  }
  Result<db::Rows> query(std::string_view sql, const std::vector<db::Value>& params) override {
    ++asked;
    return inner_->query(sql, params);
  }
  void cancel() override { inner_->cancel(); }
  int backend_pid() const override { return inner_->backend_pid(); }
  int server_version_num() const override { return inner_->server_version_num(); }
  bool alive() const override { return inner_->alive(); }

  int asked = 0;

 private:
  std::unique_ptr<db::Session> inner_;
};

int queries_for(int tables) {
  auto session = live::new_database();
  // In portions, since each table takes locks until its transaction ends.
  constexpr int kPortion = 500;
  for (int first = 1; first <= tables; first += kPortion) {
    live::run(*session, fmt::format(R"(DO $$ BEGIN FOR i IN {}..{} LOOP
      EXECUTE format('CREATE TABLE t%s (id serial PRIMARY KEY, a text DEFAULT lower(''X''),
                      b varchar(20) CHECK (b <> ''''), c numeric(10,2), d timestamptz)', i);
      END LOOP; END $$)",
                                    first, std::min(first + kPortion - 1, tables)));
  }
  Counting counting(std::move(session));
  const auto catalog = db::read_catalog(counting);
  REQUIRE(catalog);
  // Each has its sequence.
  CHECK(catalog->relations().size() == 2 * static_cast<std::size_t>(tables));
  return counting.asked;
}

TEST_CASE("columns are read with type, modifiers, array, default, identity and collation") {
  const auto catalog = catalog_of(R"(
    CREATE SCHEMA shop;
    CREATE TYPE shop.mood AS ENUM ('sad', 'happy');
    CREATE TABLE t (
      a int NOT NULL, b varchar(20), c numeric(10,2)[], d timestamptz(3), e bit(5), f char,
      g interval day to second(2), h shop.mood[], i "char", j bigint GENERATED ALWAYS AS IDENTITY,
      k int GENERATED ALWAYS AS (a + 1) STORED, l text COLLATE "C", m numeric, gone int, n bpchar,
      o interval(3)[], p interval year);
    ALTER TABLE t DROP COLUMN gone;)");
  const auto& t = relation(catalog, "t");

  std::string types;
  for (const auto& column : t.columns) types += column.name + " " + to_string(column.type) + "; ";
  CHECK(types ==
        "a integer; b character varying(20); c numeric(10,2)[]; "
        "d timestamp(3) with time zone; e bit(5); f character(1); g interval day to second(2); "
        "h shop.mood[]; i \"char\"; j bigint; k integer; l text; m numeric; n bpchar; o "
        "interval(3)[]; p interval year; ");
  CHECK(t.column("a")->not_null);
  CHECK_FALSE(t.column("b")->not_null);
  CHECK(t.column("j")->identity == Identity::Always);
  CHECK(t.column("k")->generated == Generated::Stored);
  CHECK(t.column("k")->default_value->sql == "(a + 1)");
  CHECK(t.column("l")->collation == QualifiedName{"pg_catalog", "C"});
  CHECK_FALSE(t.column("b")->collation);
  CHECK(catalog.type({"shop", "mood"})->labels == Names{"sad", "happy"});
}

TEST_CASE("what is bound to a column is read with the columns that it names") {
  const auto catalog = catalog_of(R"(
    CREATE TABLE t (a int PRIMARY KEY, b text, c text GENERATED ALWAYS AS (b || a) STORED,
                    CHECK (b <> '') NO INHERIT, CHECK (a > 0));
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER one BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.b <> '')
      EXECUTE FUNCTION f();
    CREATE TRIGGER two AFTER INSERT ON t EXECUTE FUNCTION f();
    CREATE POLICY p ON t AS RESTRICTIVE FOR UPDATE TO pg_monitor, CURRENT_USER
      USING (b <> 'x');
    CREATE POLICY q ON t;
    CREATE RULE r AS ON DELETE TO t WHERE OLD.a = 1 DO INSTEAD NOTHING;
    CREATE STATISTICS s ON a, b FROM t;
    CREATE FUNCTION reads(int) RETURNS text LANGUAGE sql
      BEGIN ATOMIC SELECT b FROM t WHERE a = $1; END;
    CREATE INDEX by_b ON t (b);
    ALTER TABLE t CLUSTER ON by_b;
    ALTER TABLE t REPLICA IDENTITY USING INDEX t_pkey;
    CREATE PUBLICATION this FOR TABLE t;
    CREATE PUBLICATION every FOR ALL TABLES;)");
  const auto& t = relation(catalog, "t");

  CHECK(t.column("c")->default_value->columns == NameSet{"a", "b"});
  CHECK(t.constraint("t_b_check")->no_inherit);
  CHECK_FALSE(t.constraint("t_a_check")->no_inherit);
  REQUIRE(t.triggers.size() == 2);
  CHECK(t.triggers[0].columns == NameSet{"a", "b"});
  CHECK(t.triggers[1].columns.empty());
  REQUIRE(t.objects.size() == 4);
  CHECK(t.objects[0].columns == NameSet{"b"});
  CHECK(t.objects[0].policy.command == "update");
  CHECK_FALSE(t.objects[0].policy.permissive);
  CHECK(t.objects[0].policy.roles.size() == 2);
  CHECK(t.objects[0].policy.roles.contains("pg_monitor"));
  CHECK(t.objects[1].policy == catalog::PolicyScope{});
  CHECK(t.objects[2].columns == NameSet{"a"});
  CHECK(t.objects[3].name == QualifiedName{"public", "s"});
  CHECK(t.objects[3].columns == NameSet{"a", "b"});
  REQUIRE(catalog.function({"public", "reads"})->reads.size() == 1);
  CHECK(catalog.function({"public", "reads"})->reads[0].columns == NameSet{"a", "b"});
  CHECK(t.clustered_on == "by_b");
  CHECK(t.replica_identity == "t_pkey");
  CHECK(catalog.publication("this")->tables == std::vector<QualifiedName>{{"public", "t"}});
  CHECK(catalog.publication("every")->all_tables);
}

TEST_CASE("a default is as volatile as the least stable function in it") {
  const auto catalog = catalog_of(R"(
    CREATE FUNCTION steady() RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION dice() RETURNS int VOLATILE LANGUAGE sql AS 'SELECT 4';
    CREATE FUNCTION dice_sum(int, int) RETURNS int VOLATILE LANGUAGE sql AS 'SELECT 4';
    CREATE OPERATOR @+@ (LEFTARG = int, RIGHTARG = int, FUNCTION = dice_sum);
    CREATE TABLE t (
      a text DEFAULT 'random()', b timestamptz DEFAULT now(), c float8 DEFAULT random(),
      d int DEFAULT steady(), e int DEFAULT dice(), f timestamptz DEFAULT CURRENT_TIMESTAMP,
      g serial, h uuid DEFAULT gen_random_uuid(), i int DEFAULT 1 @+@ 2,
      j text DEFAULT lower('A'), k timestamptz DEFAULT clock_timestamp() + interval '1 day');)");
  const auto& t = relation(catalog, "t");
  const auto volatility = [&](const char* name) {
    return t.column(name)->default_value->volatility;
  };
  for (const char* name : {"a", "d", "j"}) CHECK(volatility(name) == Volatility::Immutable);
  for (const char* name : {"b", "f"}) CHECK(volatility(name) == Volatility::Stable);
  for (const char* name : {"c", "e", "g", "h", "i", "k"}) {
    CAPTURE(name);
    CHECK(volatility(name) == Volatility::Volatile);
  }
  CHECK(catalog.function({"public", "dice"})->volatility == Volatility::Volatile);
}

TEST_CASE("constraints are read with definition, validity and what they prove") {
  const auto catalog = catalog_of(R"(
    CREATE TABLE parent (a int, b int, PRIMARY KEY (b, a));
    CREATE TABLE t (id int PRIMARY KEY DEFERRABLE, x int, y int, "Z z" text,
      CONSTRAINT c1 CHECK (x > 0 AND y IS NOT NULL AND ("Z z" IS NOT NULL AND x < 9)),
      CONSTRAINT c2 CHECK (x IS NOT NULL OR y IS NOT NULL),
      CONSTRAINT fk FOREIGN KEY (x, y) REFERENCES parent (b, a));
    ALTER TABLE t ADD CONSTRAINT c3 CHECK (("Z z" <> ' AND x IS NOT NULL')) NOT VALID;)");
  const auto& t = relation(catalog, "t");

  CHECK(t.constraint("c1")->proves_not_null == NameSet{"y", "Z z"});
  CHECK(t.constraint("c2")->proves_not_null.empty());
  CHECK(t.constraint("c3")->proves_not_null.empty());
  CHECK(t.constraint("c2")->expression == "((x IS NOT NULL) OR (y IS NOT NULL))");
  CHECK(t.constraint("c2")->columns == Names{"x", "y"});
  CHECK_FALSE(t.constraint("c3")->validated);
  CHECK(t.constraint("fk")->referenced == QualifiedName{"public", "parent"});
  CHECK(t.constraint("fk")->columns == Names{"x", "y"});
  CHECK(t.constraint("fk")->referenced_columns == Names{"b", "a"});
  CHECK(t.constraint("fk")->definition == "FOREIGN KEY (x, y) REFERENCES public.parent(b, a)");
  CHECK(t.primary_key()->deferrable);
  CHECK(relation(catalog, "parent").primary_key()->columns == Names{"b", "a"});
  CHECK(catalog.referencing({"public", "parent"}) == std::vector<QualifiedName>{{"public", "t"}});
}

TEST_CASE("indexes are read with keys, mentions, predicate and owner") {
  const auto catalog = catalog_of(R"(
    CREATE TABLE t (id int PRIMARY KEY, a text, b int, c int, d int);
    CREATE UNIQUE INDEX i1 ON t (b, lower(a)) INCLUDE (c) WHERE d > 0;
    CREATE INDEX i2 ON t USING hash (b);)");
  const auto& t = relation(catalog, "t");
  const auto& i1 = *t.index("i1");

  CHECK(i1.columns == Names{"b", ""});
  CHECK(i1.included == Names{"c"});
  CHECK(i1.mentions == NameSet{"a", "b", "c", "d"});
  CHECK(i1.unique);
  CHECK(i1.partial);
  CHECK(i1.valid);
  CHECK(i1.constraint.empty());
  CHECK(i1.definition ==
        "CREATE UNIQUE INDEX i1 ON public.t USING btree (b, lower(a)) INCLUDE (c) WHERE (d > 0)");
  CHECK(t.index("i2")->method == "hash");
  CHECK(t.index("t_pkey")->constraint == "t_pkey");
  CHECK(t.index("t_pkey")->mentions == NameSet{"id"});
}

TEST_CASE("an index whose concurrent build failed is not valid") {
  auto session = live::new_database();
  live::run(*session, "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)");
  CHECK_FALSE(session->run("CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)"));
  const auto catalog = db::read_catalog(*session);
  REQUIRE(catalog);
  CHECK(catalog::describe(*catalog, "index public.i") == "unique index on public.t, invalid");
}

TEST_CASE("views tell which columns they read") {
  const auto catalog = catalog_of(R"(
    CREATE TABLE t (a int, b int, c int);
    CREATE VIEW v AS SELECT a FROM t WHERE b > 0;
    CREATE VIEW counted AS SELECT count(*) FROM t;
    CREATE MATERIALIZED VIEW m AS SELECT a FROM v;)");
  const auto& v = relation(catalog, "v");
  CHECK(v.kind == RelationKind::View);
  CHECK(v.reads == std::vector<catalog::Reads>{{{"public", "t"}, {"a", "b"}}});
  CHECK(relation(catalog, "counted").reads == std::vector<catalog::Reads>{{{"public", "t"}, {}}});
  CHECK(relation(catalog, "m").reads == std::vector<catalog::Reads>{{{"public", "v"}, {"a"}}});
  CHECK(v.columns.size() == 1);
}

TEST_CASE("partitions know their parent, and the parent its key, children and size") {
  const auto catalog = catalog_of(R"(
    CREATE TABLE p (id int, at date) PARTITION BY RANGE (at);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
    CREATE TABLE p0 PARTITION OF p DEFAULT;
    CREATE TABLE other (id int PRIMARY KEY);
    ALTER TABLE p ADD FOREIGN KEY (id) REFERENCES other;
    INSERT INTO other SELECT generate_series(1, 500);
    INSERT INTO p SELECT i, '2024-05-05' FROM generate_series(1, 500) i;
    ANALYZE;)");
  const auto& p = relation(catalog, "p");
  CHECK(p.kind == RelationKind::PartitionedTable);
  CHECK(p.partition_key == Names{"at"});
  CHECK(p.strategy == sql::PartitionBound::Kind::Range);
  CHECK(p.children == std::vector<QualifiedName>{{"public", "p0"}, {"public", "p1"}});
  CHECK(p.size->rows == 500);
  CHECK(p.size->bytes > 0);
  const auto& p1 = relation(catalog, "p1");
  CHECK(p1.is_partition);
  CHECK(p1.parent == QualifiedName{"public", "p"});
  CHECK(p1.constraints.size() == 1);
  CHECK_FALSE(p1.is_default_partition);
  CHECK(relation(catalog, "p0").is_default_partition);
}

TEST_CASE("a foreign key to a partitioned table is one constraint") {
  const auto catalog = catalog_of(R"(
    CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
    CREATE TABLE child (id int, CONSTRAINT to_p FOREIGN KEY (id) REFERENCES p);)");
  REQUIRE(relation(catalog, "child").constraints.size() == 1);
  CHECK(relation(catalog, "child").constraints[0].referenced == QualifiedName{"public", "p"});
}

TEST_CASE("triggers, sequences, domains, row security and persistence are read") {
  const auto catalog = catalog_of(R"(
    CREATE DOMAIN loose AS varchar(9)[];
    CREATE DOMAIN strict AS int CHECK (VALUE > 0);
    CREATE TYPE pair AS (a int, b int);
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE UNLOGGED TABLE t (id serial, d strict, e pair);
    CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
    ALTER TABLE t ENABLE ROW LEVEL SECURITY;
    CREATE TABLE parent (x int);
    CREATE TABLE heir () INHERITS (parent);)");
  const auto& t = relation(catalog, "t");
  CHECK(t.persistence == Persistence::Unlogged);
  CHECK(t.row_security);
  CHECK(t.triggers == std::vector<catalog::Trigger>{{"tr", {"public", "touch"}}});
  CHECK(t.column("d")->type.name == QualifiedName{"public", "strict"});
  const auto& sequence = relation(catalog, "t_id_seq");
  CHECK(sequence.kind == RelationKind::Sequence);
  CHECK(sequence.owner_table == QualifiedName{"public", "t"});
  CHECK(sequence.owner_column == "id");
  CHECK(to_string(catalog.type({"public", "loose"})->base) == "character varying(9)[]");
  CHECK_FALSE(catalog.type({"public", "loose"})->constrained);
  CHECK(catalog.type({"public", "strict"})->constrained);
  CHECK(catalog.type({"public", "pair"})->kind == catalog::UserType::Kind::Composite);
  CHECK(catalog.type({"public", "t"}) == nullptr);
  CHECK(relation(catalog, "heir").parent == QualifiedName{"public", "parent"});
  CHECK_FALSE(relation(catalog, "heir").is_partition);
}

TEST_CASE("system schemas, temporary tables and the journal are not part of the catalog") {
  const auto catalog = catalog_of(
      "DROP SCHEMA public; CREATE SCHEMA pgstage; CREATE TABLE pgstage.plans (id int); "
      "CREATE TEMPORARY TABLE mine (id int)");
  CHECK(catalog.complete());
  CHECK(catalog.relations().empty());
  CHECK_FALSE(catalog.has_schema("public"));
  CHECK_FALSE(catalog.has_schema("pgstage"));
}

TEST_CASE("a thousand tables are read with as many queries as one") {
  CHECK(queries_for(1000) == queries_for(1));
}

}  // namespace
}  // namespace pgstage
