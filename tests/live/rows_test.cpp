#include "pgstage/shadow/rows.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

namespace pgstage {
namespace {

using shadow::RowStyle;

constexpr std::string_view kShop = R"(
  CREATE TYPE status AS ENUM ('new', 'paid', 'sent');
  CREATE DOMAIN country AS text CHECK (VALUE ~ '^[A-Z]{2}$');
  CREATE DOMAIN percentage AS numeric(5,2) CHECK (VALUE BETWEEN 0 AND 100);
  CREATE TABLE orders (
    id bigserial PRIMARY KEY, customer_id bigint NOT NULL, status status NOT NULL DEFAULT 'new',
    placed_at timestamptz NOT NULL DEFAULT now(), discount percentage,
    kind text NOT NULL CHECK (kind IN ('web', 'shop', 'phone')),
    code char(3) CHECK (char_length(code) = 3), starts date, ends date, CHECK (starts < ends),
    total numeric(10,2) NOT NULL CHECK (total >= 0), note varchar(10) UNIQUE);
  CREATE TABLE customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE,
    land country NOT NULL, referrer bigint REFERENCES customers,
    initial text GENERATED ALWAYS AS (left(email, 1)) STORED, tags text[], extra jsonb);
  ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers DEFERRABLE
    INITIALLY DEFERRED;
  CREATE TABLE items (
    order_id bigint REFERENCES orders, line int, price money, PRIMARY KEY (order_id, line));
  CREATE TABLE events (at date NOT NULL, kind text NOT NULL, id uuid) PARTITION BY RANGE (at);
  CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM ('2023-01-01') TO ('2024-01-01')
    PARTITION BY LIST (kind);
  CREATE TABLE events_2023_a PARTITION OF events_2023 FOR VALUES IN ('a', 'b');
  CREATE TABLE events_2023_c PARTITION OF events_2023 FOR VALUES IN ('c');
  CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
  CREATE TABLE flag (single bool PRIMARY KEY CHECK (single)))";

shadow::Filled fill(db::Session& session, const shadow::RowOptions& options) {
  auto filled = shadow::fill(session, options);
  if (!filled) FAIL(filled.error().message);
  return *std::move(filled);
}

std::string digest(db::Session& session) {
  std::string out;
  for (const char* table : {"orders", "customers", "items", "events"}) {
    out += live::one(session, std::string{"SELECT md5(string_agg((t.*)::text, '' ORDER BY "
                                          "(t.*)::text COLLATE \"C\")) FROM "} +
                                  table + " t");
  }
  return out;
}

TEST_CASE("every table of a shop gets rows, also behind keys, checks, enums and domains") {
  for (const RowStyle style : {RowStyle::Edges, RowStyle::Plain, RowStyle::Digits}) {
    CAPTURE(static_cast<int>(style));
    auto session = live::new_database();
    live::run(*session, kShop);
    const auto filled = fill(*session, {.style = style});
    for (const auto& each : filled.unfilled) CHECK_MESSAGE(false, each.table << ": " << each.why);
    for (const auto& each : filled.rows) {
      CAPTURE(each.first);
      CHECK(each.second >= (each.first == "public.flag" ? 1 : 30));
    }
    CHECK(live::one(*session, "SELECT count(DISTINCT status) FROM orders") == "3");
    CHECK(live::one(*session, "SELECT count(DISTINCT kind) FROM orders") == "3");
    for (const char* partition : {"events_2023_a", "events_2023_c", "events_2025"}) {
      CAPTURE(partition);
      CHECK(live::one(*session, std::string{"SELECT count(*) FROM "} + partition) != "0");
    }
  }
}

TEST_CASE("edge rows hold NULLs and extremes, plain rows do not") {
  auto edges = live::new_database();
  auto plain = live::new_database();
  for (auto* session : {edges.get(), plain.get()}) {
    live::run(*session, "CREATE TABLE t (a int, b text)");
  }
  fill(*edges, {});
  fill(*plain, {.style = RowStyle::Plain});
  constexpr auto kOdd = "SELECT count(*) FROM t WHERE a IS NULL OR a <= 0 OR b IS NULL OR b = ''";
  CHECK(live::one(*edges, kOdd) != "0");
  CHECK(live::one(*plain, kOdd) == "0");
  CHECK(live::one(*plain, "SELECT count(DISTINCT (a, b)) FROM t") == "40");
}

TEST_CASE("every text of the digits style can be cast to a number") {
  auto session = live::new_database();
  live::run(*session, "CREATE TABLE t (a text NOT NULL, b varchar(5))");
  fill(*session, {.style = RowStyle::Digits});
  CHECK(live::one(*session, "SELECT count(a::int + b::int) FROM t") == "40");
}

TEST_CASE("the same seed makes the same rows, another seed other ones") {
  std::vector<std::string> digests;
  for (const std::uint64_t seed : {7U, 7U, 8U}) {
    auto session = live::new_database();
    live::run(*session, kShop);
    live::run(*session, "ALTER TABLE orders ALTER placed_at SET DEFAULT '2024-01-01'");
    fill(*session, {.seed = seed});
    digests.push_back(digest(*session));
  }
  CHECK(digests[0] == digests[1]);
  CHECK(digests[0] != digests[2]);
}

TEST_CASE("a table that no row fits into is reported with the reason") {
  auto session = live::new_database();
  live::run(*session,
            "CREATE TABLE never (a int CHECK (a > a)); ALTER TABLE never ALTER a SET NOT "
            "NULL; CREATE TABLE fine (a int)");
  const auto filled = fill(*session, {});
  REQUIRE(filled.unfilled.size() == 1);
  CHECK(filled.unfilled[0].table == "public.never");
  CHECK(filled.unfilled[0].why ==
        "new row for relation \"never\" violates check constraint \"never_a_check\"");
  CHECK(filled.rows.at("public.fine") >= 40);
}

TEST_CASE("every built-in type a column can have gets values") {
  auto session = live::new_database();
  live::run(*session, R"(CREATE TABLE t (
    c01 int2, c02 int4, c03 int8, c04 numeric, c05 numeric(5,2), c06 float4, c07 float8, c08 money,
    c09 oid, c10 bool, c11 date, c12 timestamp, c13 timestamptz(3), c14 time, c15 timetz,
    c16 interval, c17 uuid, c18 json, c19 jsonb, c20 xml, c21 bytea, c22 bit(3), c23 varbit,
    c24 inet, c25 cidr, c26 macaddr, c27 macaddr8, c28 point, c29 line, c30 lseg, c31 box,
    c32 path, c33 polygon, c34 circle, c35 tsvector, c36 tsquery, c37 pg_lsn, c38 int4range,
    c39 daterange, c40 tstzrange, c41 text[], c42 int[], c43 "char", c44 name, c45 jsonpath,
    c46 bpchar, c47 varchar(3)[], c48 numeric(3,3)))");
  const auto columns = live::run(
      *session, "SELECT attname FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0");
  fill(*session, {.per_table = 100});
  for (const auto& row : columns.rows) {
    CAPTURE(*row[0]);
    CHECK(live::one(*session, "SELECT count(" + *row[0] + ") FROM t") != "0");
  }
}

}  // namespace
}  // namespace pgstage
