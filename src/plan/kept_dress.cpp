// What belongs to a column and is found on the server alone, as the SQL that gives it to another
// column of the same name.
#include "kept_dress.hpp"

#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace pgstage::plan {

namespace {

std::vector<std::string> dress_functions() {
  return {
      R"(CREATE OR REPLACE FUNCTION pgstage.objects_on(relation regclass, column_name name)
RETURNS TABLE (class regclass, object oid) LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT DISTINCT d.classid::regclass, d.objid
    FROM pg_attribute AS a
    JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid
                       AND d.refobjsubid = a.attnum
   WHERE a.attrelid = relation AND a.attname = column_name
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.statistics_definition(statistics oid) RETURNS text
LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT concat_ws('; ', pg_get_statisticsobjdef(oid),
           format('ALTER STATISTICS %s OWNER TO %s', name, stxowner::regrole),
           CASE WHEN stxstattarget >= 0 THEN
             format('ALTER STATISTICS %s SET STATISTICS %s', name, stxstattarget) END,
           format('COMMENT ON STATISTICS %s IS %L', name,
                  obj_description(oid, 'pg_statistic_ext')))
    FROM pg_statistic_ext, format('%I.%I', stxnamespace::regnamespace::name, stxname) AS name
   WHERE oid = statistics
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.dress_of(relation regclass, column_name name)
RETURNS text LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  WITH index_on AS (
    SELECT i.*, pgstage.full_name(i.indexrelid) AS name, c.relname
      FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
     WHERE i.indrelid = relation
       AND (EXISTS (SELECT FROM pg_attribute WHERE attrelid = relation AND attname = column_name
                       AND attnum = ANY (i.indkey))
            OR i.indexrelid IN (SELECT object FROM pgstage.objects_on(relation, column_name)))
  ), line AS (
    SELECT 1 AS place, format('COMMENT ON INDEX %s IS %L', name,
                              obj_description(indexrelid, 'pg_class')) AS sql
      FROM index_on WHERE obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT 1, format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', name, attnum,
                     attstattarget)
      FROM index_on JOIN pg_attribute ON attrelid = indexrelid WHERE attstattarget >= 0
    UNION ALL
    SELECT 2, format('ALTER TABLE %s CLUSTER ON %I', pgstage.full_name(relation), relname)
      FROM index_on WHERE indisclustered
    UNION ALL
    SELECT 2, format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', pgstage.full_name(relation),
                     relname)
      FROM index_on WHERE indisreplident
    UNION ALL
    SELECT 3, format('COMMENT ON CONSTRAINT %I ON %s IS %L', k.conname,
                     pgstage.full_name(k.conrelid), obj_description(k.oid, 'pg_constraint'))
      FROM pg_constraint AS k
      JOIN pg_attribute AS a ON a.attrelid = relation AND a.attname = column_name
       AND (k.conrelid = relation AND a.attnum = ANY (k.conkey)
            OR k.confrelid = relation AND a.attnum = ANY (k.confkey))
     WHERE obj_description(k.oid, 'pg_constraint') IS NOT NULL
    UNION ALL
    SELECT 4, pgstage.statistics_definition(object)
      FROM pgstage.objects_on(relation, column_name)
     WHERE class = 'pg_statistic_ext'::regclass
  )
  SELECT string_agg(sql, '; ' ORDER BY place, sql) FROM line
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.published_as(published oid) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog AS $pgstage$
DECLARE
  it record;
BEGIN
  SELECT p.pubname, pgstage.full_name(r.prrelid) AS name,
         ' (' || (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum)
                    FROM pg_attribute
                   WHERE attrelid = r.prrelid AND attnum = ANY (r.prattrs)) || ')' AS list,
         ' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')' AS filter INTO it
    FROM pg_publication_rel AS r JOIN pg_publication AS p ON p.oid = r.prpubid
   WHERE r.oid = published;
  RETURN format('ALTER PUBLICATION %I DROP TABLE %s; ALTER PUBLICATION %I ADD TABLE %s%s%s',
                it.pubname, it.name, it.pubname, it.name, it.list, it.filter);
END
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.readers_of(relation regclass, column_name name)
RETURNS text LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  WITH reader AS (SELECT * FROM pgstage.objects_on(relation, column_name)), line AS (
    SELECT pgstage.view_definition(w.ev_class, true) AS sql
      FROM reader JOIN pg_rewrite AS w ON class = 'pg_rewrite'::regclass AND w.oid = object
      JOIN pg_class AS c ON c.oid = w.ev_class AND c.relkind = 'v'
     WHERE w.rulename = '_RETURN'
    UNION ALL
    SELECT pg_get_functiondef(object) FROM reader WHERE class = 'pg_proc'::regclass
    UNION ALL
    SELECT format('ALTER POLICY %I ON %s%s%s', polname, pgstage.full_name(polrelid),
                  ' USING (' || pg_get_expr(polqual, polrelid) || ')',
                  ' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')')
      FROM reader JOIN pg_policy AS p ON class = 'pg_policy'::regclass AND p.oid = object
    UNION ALL
    SELECT pgstage.published_as(object) FROM reader
     WHERE class = 'pg_publication_rel'::regclass
  )
  SELECT string_agg(sql, '; ') FROM line
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.identity_of(relation regclass, column_name name)
RETURNS text LANGUAGE plpgsql SET search_path = pg_catalog AS $pgstage$
DECLARE
  it record;
  state record;
BEGIN
  SELECT s.*, pgstage.full_name(s.seqrelid) AS name, a.attidentity, t.most INTO it
    FROM pg_attribute AS a
    JOIN pg_sequence AS s
      ON s.seqrelid = pg_get_serial_sequence(relation::text, column_name)::regclass
   CROSS JOIN LATERAL (SELECT CASE s.seqtypid WHEN 'int2'::regtype THEN 32767
                                              WHEN 'int4'::regtype THEN 2147483647
                                              ELSE 9223372036854775807 END AS most) AS t
   WHERE a.attrelid = relation AND a.attname = column_name;
  EXECUTE format('SELECT last_value, is_called FROM %s', it.name) INTO state;
  RETURN concat_ws('; ',
    format('ALTER TABLE %s ALTER COLUMN %I ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %s '
           'START WITH %s INCREMENT BY %s%s%s CACHE %s%s)', pgstage.full_name(relation),
           column_name, CASE it.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, it.name,
           it.seqstart, it.seqincrement, ' MAXVALUE ' || nullif(it.seqmax, it.most),
           ' MINVALUE ' || nullif(it.seqmin, -it.most - 1), it.seqcache,
           CASE WHEN it.seqcycle THEN ' CYCLE' END),
    format('SELECT setval(%L, %s, %L)', it.name, state.last_value, state.is_called),
    pgstage.grants_on(it.seqrelid),
    format('COMMENT ON SEQUENCE %s IS %L', it.name, obj_description(it.seqrelid, 'pg_class')));
END
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.not_null_of(relation regclass, column_name name,
                                               successor name)
RETURNS text LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', pgstage.full_name(relation), successor,
                k.conname)
    FROM pg_constraint AS k
    JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attname = column_name
     AND k.conkey = ARRAY[a.attnum]
   WHERE k.conrelid = relation AND k.contype = 'n'
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.copy_dress(relation regclass, from_column name,
                                              to_column name, type_stays boolean)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog AS $pgstage$
DECLARE
  old pg_attribute;
  line text;
BEGIN
  SELECT * INTO old FROM pg_attribute WHERE attrelid = relation AND attname = from_column;
  FOR line IN
    SELECT format('COMMENT ON COLUMN %s.%I IS %L', pgstage.full_name(relation), to_column,
                  col_description(relation, old.attnum))
    UNION ALL
    SELECT format('ALTER TABLE %s ALTER COLUMN %I SET %s', pgstage.full_name(relation), to_column,
                  clause)
      FROM (VALUES ('STATISTICS ' || nullif(old.attstattarget, -1)),
                   ('(' || (SELECT string_agg(option, ', ') FROM unnest(old.attoptions) AS option
                             WHERE option NOT LIKE 'pg\_attver=%') || ')'),
                   (CASE WHEN type_stays THEN 'STORAGE ' ||
                      CASE old.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
                                          WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END),
                   (CASE WHEN type_stays THEN 'COMPRESSION ' ||
                      CASE old.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END END))
           AS given (clause)
     WHERE clause IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s (%I) ON %s TO %s%s', privilege_type, to_column,
                  pgstage.full_name(relation),
                  CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,
                  CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM aclexplode(old.attacl)
  LOOP
    EXECUTE line;
  END LOOP;
END
$pgstage$)"};
}

std::string call(std::string_view function, const QualifiedName& table, const std::string& column) {
  return fmt::format("pgstage.{}({}, {})", function, quote_literal(table.sql()),
                     quote_literal(column));
}

}  // namespace

Step dresser_step() {
  Step step;
  step.title = "Make what tells all that belongs to a column";
  step.sql = dress_functions();
  step.probe =
      "SELECT pg_catalog.to_regprocedure('pgstage.copy_dress(regclass, name, name, boolean)') IS "
      "NOT NULL";
  step.post = step.probe;
  return step;
}

std::string dress_of(const QualifiedName& table, const std::string& column) {
  return call("dress_of", table, column);
}

std::string readers_of(const QualifiedName& table, const std::string& column) {
  return call("readers_of", table, column);
}

std::string identity_of(const QualifiedName& table, const std::string& column) {
  return call("identity_of", table, column);
}

std::string not_null_of(const QualifiedName& table, const std::string& column,
                        const std::string& successor) {
  return fmt::format("pgstage.not_null_of({}, {}, {})", quote_literal(table.sql()),
                     quote_literal(column), quote_literal(successor));
}

std::string copy_dress(const QualifiedName& table, const std::string& from, const std::string& to,
                       bool type_stays) {
  return fmt::format(
      "-- pgstage:ignore unanalyzable-sql -- it runs what the server says of the first column\n"
      "SELECT pgstage.copy_dress({}, {}, {}, {})",
      quote_literal(table.sql()), quote_literal(from), quote_literal(to), type_stays);
}

}  // namespace pgstage::plan
