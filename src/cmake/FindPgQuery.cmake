# Finds libpg_query and the headers of the parse nodes it was built from.
#
# Debian: libpg-query-dev for the library, postgresql-server-dev-<major> for nodes/parsenodes.h.
# Upstream: -DPGSTAGE_PG_QUERY_ROOT=<source folder, built>; it brings the node headers along.
# The static library is wanted, since the shared one does not export pg_query_raw_parse.
set(PGSTAGE_PG_QUERY_ROOT "" CACHE PATH "A libpg_query source folder, built with make")

find_path(PgQuery_INCLUDE pg_query.h HINTS "${PGSTAGE_PG_QUERY_ROOT}")
find_library(PgQuery_LIBRARY NAMES libpg_query.a HINTS "${PGSTAGE_PG_QUERY_ROOT}")
if(PgQuery_INCLUDE)
  file(STRINGS "${PgQuery_INCLUDE}/pg_query.h" major_line REGEX "#define PG_MAJORVERSION ")
  string(REGEX MATCH "[0-9]+" PgQuery_MAJOR "${major_line}")
endif()
find_path(
  PgQuery_NODES nodes/parsenodes.h
  HINTS "${PGSTAGE_PG_QUERY_ROOT}/src/postgres/include"
        "/usr/include/postgresql/${PgQuery_MAJOR}/server")

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  PgQuery
  REQUIRED_VARS PgQuery_LIBRARY PgQuery_INCLUDE PgQuery_NODES PgQuery_MAJOR
  FAIL_MESSAGE "install libpg-query-dev and postgresql-server-dev-15, or name a built libpg_query \
with -DPGSTAGE_PG_QUERY_ROOT")

if(PgQuery_FOUND AND NOT TARGET PgQuery::PgQuery)
  add_library(PgQuery::PgQuery STATIC IMPORTED)
  set_target_properties(
    PgQuery::PgQuery
    PROPERTIES IMPORTED_LOCATION "${PgQuery_LIBRARY}"
               INTERFACE_INCLUDE_DIRECTORIES "${PgQuery_INCLUDE};${PgQuery_NODES}"
               INTERFACE_LINK_LIBRARIES "pthread")
endif()
