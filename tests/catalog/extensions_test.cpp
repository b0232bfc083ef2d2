#include "pgstage/catalog/extensions.hpp"

#include <doctest/doctest.h>

namespace pgstage {

TEST_CASE("a statement says which extension it creates or comments on") {
  CHECK(catalog::created_extension("CREATE EXTENSION hstore") == "hstore");
  CHECK(catalog::created_extension(
            "-- first\ncreate extension IF NOT EXISTS \"uuid-ossp\" SCHEMA x") == "uuid-ossp");
  CHECK(catalog::created_extension("CREATE TABLE extension (id int)").empty());
  CHECK(catalog::created_extension("CREATE EXTENSION").empty());
  CHECK(catalog::commented_extension("COMMENT ON EXTENSION PostGIS IS 'shapes'") == "postgis");
  CHECK(catalog::commented_extension("COMMENT ON TABLE t IS 'x'").empty());
}

}  // namespace pgstage
