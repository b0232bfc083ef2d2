#include "kept_definition.hpp"

#include <fmt/format.h>

namespace pgstage::plan {
namespace {

std::string call(std::string_view function, const std::string& argument,
                 std::string_view more = "") {
  return fmt::format("pgstage.{}({}{})", function, quote_literal(argument), more);
}

}  // namespace

Step keeper_step() {
  Step step;
  step.title = "Make a place to keep definitions in that are about to be overwritten";
  step.sql = {
      "CREATE SCHEMA IF NOT EXISTS pgstage",
      "CREATE TABLE IF NOT EXISTS pgstage.kept_definition (key text PRIMARY KEY, sql text)",
      R"(CREATE OR REPLACE FUNCTION pgstage.keep(key text, sql text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  INSERT INTO pgstage.kept_definition VALUES (key, sql)
  ON CONFLICT (key) DO UPDATE SET sql = excluded.sql
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.restore(kept_key text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $pgstage$
DECLARE
  kept text;
BEGIN
  DELETE FROM pgstage.kept_definition WHERE key = kept_key RETURNING sql INTO kept;
  IF kept IS NOT NULL THEN EXECUTE kept; END IF;
END
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.full_name(relation regclass) RETURNS text
LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT format('%I.%I', relnamespace::regnamespace::name, relname)
    FROM pg_class WHERE oid = relation
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.comment_on_table(relation regclass) RETURNS text
LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT format('COMMENT ON TABLE %s IS %L', pgstage.full_name(relation),
                obj_description(relation, 'pg_class'))
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.comment_on_column(relation regclass, column_name name)
RETURNS text LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT format('COMMENT ON COLUMN %s.%I IS %L', pgstage.full_name(relation), attname,
                col_description(attrelid, attnum))
    FROM pg_attribute WHERE attrelid = relation AND attname = column_name
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.grants_on(relation regclass) RETURNS text
LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT string_agg(format('GRANT %s%s ON %s TO %s%s', privilege_type,
           ' (' || quote_ident(attname) || ')', pgstage.full_name(relation),
           CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,
           CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), '; ')
    FROM (SELECT a.*, NULL::name AS attname
            FROM pg_class AS c, aclexplode(c.relacl) AS a
           WHERE c.oid = relation AND a.grantee <> c.relowner
          UNION ALL
          SELECT a.*, t.attname
            FROM pg_attribute AS t, aclexplode(t.attacl) AS a
           WHERE t.attrelid = relation) AS item
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.function_definition(signature text) RETURNS text
LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT coalesce(pg_get_functiondef(to_regprocedure(signature)), 'DROP ROUTINE ' || signature)
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.view_definition(view regclass, in_place boolean)
RETURNS text LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT concat_ws('; ', CASE WHEN NOT in_place THEN 'DROP VIEW ' || name END,
           format('CREATE %sVIEW %s%s AS %s', CASE WHEN in_place THEN 'OR REPLACE ' END, name,
                  ' WITH (' || array_to_string(reloptions, ', ') || ')',
                  rtrim(pg_get_viewdef(view), ';')),
           CASE WHEN NOT in_place THEN
             format('ALTER VIEW %s OWNER TO %s', name, relowner::regrole) END,
           pgstage.grants_on(view),
           format('COMMENT ON VIEW %s IS %L', name, obj_description(view, 'pg_class')))
    FROM pg_class, pgstage.full_name(view) AS name WHERE oid = view
$pgstage$)"};
  step.probe =
      "SELECT pg_catalog.to_regprocedure('pgstage.view_definition(regclass, boolean)') IS "
      "NOT NULL";
  step.post = step.probe;
  return step;
}

std::string keep_definition(const std::string& key, const std::string& definition) {
  return fmt::format("SELECT pgstage.keep({}, {})", quote_literal(key), definition);
}

std::string restore_definition(const std::string& key) {
  return fmt::format("SELECT {}", call("restore", key));
}

std::string comment_on_column(const QualifiedName& relation, const std::string& column) {
  return call("comment_on_column", relation.sql(), ", " + quote_literal(column));
}

std::string comment_on_table(const QualifiedName& table) {
  return call("comment_on_table", table.sql());
}

std::string grants_on(const QualifiedName& relation) { return call("grants_on", relation.sql()); }

std::string function_definition(const std::string& signature) {
  return call("function_definition", signature);
}

std::string view_definition(const QualifiedName& view, bool in_place) {
  return call("view_definition", view.sql(), in_place ? ", true" : ", false");
}

}  // namespace pgstage::plan
