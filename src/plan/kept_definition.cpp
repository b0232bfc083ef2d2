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
      // IF NOT EXISTS asks for the right to create schemas even where there is one.
      R"(DO $pgstage$
BEGIN
  IF to_regnamespace('pgstage') IS NULL THEN CREATE SCHEMA pgstage; END IF;
END
$pgstage$)",
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
      R"(CREATE OR REPLACE FUNCTION pgstage.routine_definition(signature text) RETURNS text
LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT concat_ws('; ', pg_get_functiondef(oid),
           format('ALTER ROUTINE %s OWNER TO %s', signature, proowner::regrole),
           CASE WHEN proacl IS NOT NULL THEN
             format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', signature) END,
           (SELECT string_agg(format('GRANT EXECUTE ON ROUTINE %s TO %s%s', signature,
                     CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,
                     CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), '; ')
              FROM aclexplode(proacl)),
           format('COMMENT ON ROUTINE %s IS %L', signature, obj_description(oid, 'pg_proc')))
    FROM pg_proc WHERE oid = to_regprocedure(signature)
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.trigger_definition(relation regclass, trigger_name name)
RETURNS text LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT concat_ws('; ', pg_get_triggerdef(oid),
           (SELECT format('ALTER TABLE %s %s TRIGGER %I', pgstage.full_name(relation), state, tgname)
              FROM (VALUES ('D', 'DISABLE'), ('A', 'ENABLE ALWAYS'), ('R', 'ENABLE REPLICA'))
                     AS kinds (kind, state)
             WHERE kind = tgenabled::text),
           format('COMMENT ON TRIGGER %I ON %s IS %L', tgname, pgstage.full_name(relation),
                  obj_description(oid, 'pg_trigger')))
    FROM pg_trigger WHERE tgrelid = relation AND tgname = trigger_name
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.policy_definition(relation regclass, policy_name name)
RETURNS text LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT concat_ws('; ',
           format('CREATE POLICY %I ON %s AS %s FOR %s TO %s%s%s', polname,
                  pgstage.full_name(relation),
                  CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                  CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                              WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                  (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE role::regrole::text END,
                                     ', ') FROM unnest(polroles) AS role),
                  ' USING (' || pg_get_expr(polqual, polrelid) || ')',
                  ' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')'),
           format('COMMENT ON POLICY %I ON %s IS %L', polname, pgstage.full_name(relation),
                  obj_description(oid, 'pg_policy')))
    FROM pg_policy WHERE polrelid = relation AND polname = policy_name
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.constraint_definition(alter_owner text, id oid)
RETURNS text LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT format('%s DROP CONSTRAINT %I; %s ADD CONSTRAINT %I %s', alter_owner, conname,
                alter_owner, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE oid = id
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.view_definition(view regclass, in_place boolean)
RETURNS text LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT concat_ws('; ', CASE WHEN NOT in_place THEN 'DROP VIEW IF EXISTS ' || name END,
           format('CREATE %sVIEW %s%s AS %s', CASE WHEN in_place THEN 'OR REPLACE ' END, name,
                  ' WITH (' || array_to_string(reloptions, ', ') || ')',
                  rtrim(pg_get_viewdef(view), ';')),
           CASE WHEN NOT in_place THEN
             concat_ws('; ', format('ALTER VIEW %s OWNER TO %s', name, relowner::regrole),
               (SELECT string_agg(format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', name,
                         attname, pg_get_expr(adbin, adrelid)), '; ')
                  FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
                 WHERE adrelid = view),
               (SELECT string_agg(pgstage.trigger_definition(view, tgname), '; ')
                  FROM pg_trigger WHERE tgrelid = view),
               (SELECT string_agg(rtrim(pg_get_ruledef(oid), ';'), '; ')
                  FROM pg_rewrite WHERE ev_class = view AND rulename <> '_RETURN'),
               (SELECT string_agg(pgstage.comment_on_column(view, attname), '; ')
                  FROM pg_attribute WHERE attrelid = view AND attnum > 0)) END,
           pgstage.grants_on(view),
           format('COMMENT ON VIEW %s IS %L', name, obj_description(view, 'pg_class')))
    FROM pg_class, pgstage.full_name(view) AS name WHERE oid = view
$pgstage$)"};
  step.probe =
      "SELECT pg_catalog.to_regprocedure('pgstage.constraint_definition(text, oid)') IS NOT NULL";
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

std::string routine_definition(const std::string& signature) {
  return call("routine_definition", signature);
}

std::string trigger_definition(const QualifiedName& table, const std::string& trigger) {
  return call("trigger_definition", table.sql(), ", " + quote_literal(trigger));
}

std::string policy_definition(const QualifiedName& table, const std::string& policy) {
  return call("policy_definition", table.sql(), ", " + quote_literal(policy));
}

std::string constraint_definition(const std::string& alter_owner, const std::string& where) {
  return call("constraint_definition", alter_owner,
              ", (SELECT oid FROM pg_catalog.pg_constraint WHERE " + where + ")");
}

std::string view_definition(const QualifiedName& view, bool in_place) {
  return call("view_definition", view.sql(), in_place ? ", true" : ", false");
}

}  // namespace pgstage::plan
