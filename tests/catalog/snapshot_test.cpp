#include "pgstage/catalog/snapshot.hpp"

#include <doctest/doctest.h>

namespace pgstage::catalog {
namespace {

Catalog with_table(const QualifiedName& name, Size size) {
  Relation table;
  table.name = name;
  table.size = size;
  Catalog catalog(true);
  catalog.put(table);
  return catalog;
}

std::string text_for(std::string_view dump) {
  return snapshot_text(dump, Catalog(true), ServerVersion{16});
}

}  // namespace

TEST_CASE("a snapshot tells the server and the sizes that it was made with") {
  const auto catalog = with_table({"shop", "Order Items"}, {1234567, 89000000});
  const auto notes = snapshot_notes(snapshot_text("", catalog, ServerVersion{16}));
  REQUIRE(notes);
  CHECK(notes->server == ServerVersion{16});
  CHECK(notes->sizes.at("shop.\"Order Items\"") == Size{1200000, 89000000});
}

TEST_CASE("a table of any name gets its size back") {
  for (const auto* name : {"a rows 1 bytes 2", " rows ", "-- x", "größe"}) {
    const auto catalog = with_table({"public", name}, {10, 20});
    const auto notes = snapshot_notes(snapshot_text("", catalog, ServerVersion{15}));
    REQUIRE(notes);
    auto read = with_table({"public", name}, {});
    add_sizes(*notes, read);
    CHECK(read.relation({"public", name})->size == Size{10, 20});
  }
}

TEST_CASE("a name with a line break in it cannot damage a snapshot") {
  const auto catalog = with_table({"public", "a\n-- pgstage:size b"}, {10, 20});
  const auto notes = snapshot_notes(snapshot_text("", catalog, ServerVersion{15}));
  REQUIRE(notes);
  CHECK(notes->sizes.empty());
}

TEST_CASE("a snapshot holds neither credentials nor what changes from dump to dump") {
  const auto text = text_for(
      "-- Dumped from database version 16.3\n"
      "\\restrict Zr8Qx\n"
      "SET lock_timeout = 0;\n"
      "SELECT pg_catalog.set_config('search_path', '', false);\n"
      "CREATE SERVER far FOREIGN DATA WRAPPER w OPTIONS (host 'h', key 'hunter2');\n"
      "CREATE USER MAPPING FOR me SERVER far OPTIONS (\"user\" 'me', password 'hunter2');\n"
      "CREATE SUBSCRIPTION s CONNECTION 'password=hunter2' PUBLICATION p;\n"
      "-- Name: orders\n"
      "CREATE TABLE public.orders (\n    id bigint NOT NULL\n);\n"
      "\\unrestrict Zr8Qx\n");
  CHECK(text ==
        "-- pgstage:snapshot 1\n"
        "-- pgstage:server 16\n"
        "\n"
        "SELECT pg_catalog.set_config('search_path', '', false);\n\n"
        "CREATE SERVER far FOREIGN DATA WRAPPER w;\n\n"
        "CREATE TABLE public.orders (\n    id bigint NOT NULL\n);\n\n");
}

TEST_CASE("SQL that is no snapshot has no notes") {
  const auto notes = snapshot_notes("CREATE TABLE a (b int);\n-- pgstage:size a rows x bytes 1\n");
  REQUIRE(notes);
  CHECK(notes->sizes.empty());
  CHECK(!notes->server);
}

TEST_CASE("a snapshot of another format or a damaged one is refused") {
  CHECK(!snapshot_notes("-- pgstage:snapshot 2\n"));
  CHECK(!snapshot_notes("-- pgstage:snapshot 1\n-- pgstage:server x\n"));
  CHECK(!snapshot_notes("-- pgstage:snapshot 1\n-- pgstage:size a rows 1\n"));
  CHECK(!snapshot_notes("-- pgstage:snapshot 1\n-- pgstage:size a rows 1 bytes 2x\n"));
}

}  // namespace pgstage::catalog
