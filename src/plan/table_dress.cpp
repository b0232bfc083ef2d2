// What belongs to a table and is found on the server alone, as the SQL that gives it to another
// table of the same columns that has its name by then.
#include "table_dress.hpp"

#include <fmt/format.h>

namespace pgstage::plan {

Step table_dresser_step() {
  Step step;
  step.title = "Make what tells all that belongs to a table";
  step.sql = {
      R"(CREATE OR REPLACE FUNCTION pgstage.dress_twin(source regclass, twin regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $pgstage$
DECLARE
  name text := pgstage.full_name(twin);
  line text;
BEGIN
  FOR line IN
    WITH old AS (SELECT * FROM pg_class WHERE oid = source),
         new AS (SELECT * FROM pg_class WHERE oid = twin)
    SELECT format('ALTER TABLE %s OWNER TO %s', name, old.relowner::regrole)
      FROM old, new WHERE old.relowner <> new.relowner
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %s', name,
                  CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)
      FROM (SELECT DISTINCT grantee FROM new, aclexplode(new.relacl)
             WHERE grantee <> new.relowner) AS given
    UNION ALL
    SELECT format('REVOKE %s ON %s FROM %s', usual.privilege_type, name, old.relowner::regrole)
      FROM old, aclexplode(acldefault('r', old.relowner)) AS usual
     WHERE old.relacl IS NOT NULL
       AND NOT EXISTS (SELECT FROM aclexplode(old.relacl) AS given
                        WHERE given.grantee = old.relowner
                          AND given.privilege_type = usual.privilege_type)
    UNION ALL
    SELECT format('ALTER TABLE %s SET ACCESS METHOD %I', name, m.amname)
      FROM old, new, pg_am AS m WHERE old.relam <> new.relam AND m.oid = old.relam
    UNION ALL
    SELECT format('ALTER TABLE %s SET TABLESPACE %I', name, s.spcname)
      FROM old, new, pg_database AS d, pg_tablespace AS s
     WHERE old.reltablespace <> new.reltablespace AND d.datname = current_database()
       AND s.oid = CASE old.reltablespace WHEN 0 THEN d.dattablespace ELSE old.reltablespace END
    UNION ALL
    SELECT format('ALTER TABLE %s SET (%s)', name, array_to_string(reloptions, ', '))
      FROM old WHERE reloptions IS NOT NULL
    UNION ALL
    SELECT format('ALTER TABLE %s SET (%s)', name,
                  (SELECT string_agg('toast.' || option, ', ') FROM unnest(t.reloptions) AS option))
      FROM old JOIN pg_class AS t ON t.oid = old.reltoastrelid WHERE t.reloptions IS NOT NULL
    UNION ALL
    SELECT format('ALTER TABLE %s %s ROW LEVEL SECURITY', name, word)
      FROM old, LATERAL (VALUES (relrowsecurity, 'ENABLE'), (relforcerowsecurity, 'FORCE'))
                  AS is_set (yes, word) WHERE yes
    UNION ALL
    SELECT format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', name, attname, attstattarget)
      FROM pg_attribute WHERE attrelid = source AND attnum > 0 AND attstattarget >= 0
    UNION ALL
    SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', name, attname,
                  (SELECT string_agg(option, ', ') FROM unnest(attoptions) AS option
                    WHERE option NOT LIKE 'pg\_attver=%'))
      FROM pg_attribute
     WHERE attrelid = source AND EXISTS (SELECT FROM unnest(attoptions) AS option
                                          WHERE option NOT LIKE 'pg\_attver=%')
  LOOP
    EXECUTE line;
  END LOOP;
END
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.publications_of(relation regclass, aside text)
RETURNS text LANGUAGE plpgsql SET search_path = pg_catalog AS $pgstage$
DECLARE
  behind text := '';
  out text;
BEGIN
  IF current_setting('server_version_num')::integer >= 150000 THEN
    behind := $$ || coalesce(' (' || (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum)
                                        FROM pg_attribute
                                       WHERE attrelid = r.prrelid AND attnum = ANY (r.prattrs))
                             || ')', '')
                 || coalesce(' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')', '')$$;
  END IF;
  EXECUTE format($$SELECT string_agg(
      format('ALTER PUBLICATION %%I DROP TABLE %%s; ALTER PUBLICATION %%I ADD TABLE ONLY %%s',
             p.pubname, $2, p.pubname, pgstage.full_name(r.prrelid)) %s, '; ' ORDER BY p.pubname)
    FROM pg_publication_rel AS r JOIN pg_publication AS p ON p.oid = r.prpubid
   WHERE r.prrelid = $1$$, behind) INTO out USING relation, aside;
  RETURN out;
END
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.dress_for_swap(relation regclass, aside text)
RETURNS text LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  WITH reader AS (
    SELECT DISTINCT classid, objid FROM pg_depend
     WHERE refclassid = 'pg_class'::regclass AND refobjid = relation
  ), index_on AS (
    SELECT i.*, pgstage.full_name(i.indexrelid) AS name, c.relname
      FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid WHERE i.indrelid = relation
  ), line (place, sql) AS (
    SELECT 1, format('DROP TRIGGER %I ON %s', tgname, aside)
      FROM pg_trigger WHERE tgrelid = relation AND NOT tgisinternal
    UNION ALL
    SELECT 1, format('DROP POLICY %I ON %s', polname, aside)
      FROM pg_policy WHERE polrelid = relation
    UNION ALL
    SELECT 1, format('DROP STATISTICS %I.%I', stxnamespace::regnamespace::name, stxname)
      FROM pg_statistic_ext WHERE stxrelid = relation
    UNION ALL
    SELECT 2, pgstage.grants_on(relation)
    UNION ALL
    SELECT 2, pgstage.comment_on_table(relation)
     WHERE obj_description(relation, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT 2, pgstage.comment_on_column(relation, attname)
      FROM pg_attribute
     WHERE attrelid = relation AND attnum > 0 AND col_description(relation, attnum) IS NOT NULL
    UNION ALL
    SELECT 2, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, pgstage.full_name(conrelid),
                     obj_description(oid, 'pg_constraint'))
      FROM pg_constraint
     WHERE relation IN (conrelid, confrelid) AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL
    SELECT 2, format('COMMENT ON INDEX %s IS %L', name, obj_description(indexrelid, 'pg_class'))
      FROM index_on WHERE obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT 2, format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', name, attnum,
                     attstattarget)
      FROM index_on JOIN pg_attribute ON attrelid = indexrelid WHERE attstattarget >= 0
    UNION ALL
    SELECT 3, format('ALTER TABLE %s CLUSTER ON %I', pgstage.full_name(relation), relname)
      FROM index_on WHERE indisclustered
    UNION ALL
    SELECT 3, format('ALTER TABLE %s REPLICA IDENTITY %s', pgstage.full_name(relation),
                     CASE relreplident
                       WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING'
                       WHEN 'i' THEN (SELECT format('USING INDEX %I', i.relname)
                                        FROM index_on AS i WHERE i.indisreplident) END)
      FROM pg_class WHERE oid = relation AND relreplident <> 'd'
    UNION ALL
    SELECT 4, pgstage.statistics_definition(oid)
      FROM pg_statistic_ext WHERE stxrelid = relation
    UNION ALL
    SELECT 4, pgstage.policy_definition(relation, polname)
      FROM pg_policy WHERE polrelid = relation
    UNION ALL
    SELECT 4, pgstage.publications_of(relation, aside)
    UNION ALL
    SELECT 5, pgstage.trigger_definition(relation, tgname)
      FROM pg_trigger WHERE tgrelid = relation AND NOT tgisinternal
    UNION ALL
    SELECT 6, pgstage.view_definition(w.ev_class, true)
      FROM reader JOIN pg_rewrite AS w ON classid = 'pg_rewrite'::regclass AND w.oid = objid
     WHERE w.rulename = '_RETURN' AND w.ev_class <> relation
    UNION ALL
    SELECT 6, pg_get_functiondef(objid) FROM reader WHERE classid = 'pg_proc'::regclass
    UNION ALL
    SELECT 6, format('ALTER POLICY %I ON %s%s%s', polname, pgstage.full_name(polrelid),
                     ' USING (' || pg_get_expr(polqual, polrelid) || ')',
                     ' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')')
      FROM reader JOIN pg_policy AS p ON classid = 'pg_policy'::regclass AND p.oid = objid
     WHERE polrelid <> relation
  )
  SELECT string_agg(sql, '; ' ORDER BY place, sql) FROM line
$pgstage$)",
      R"(CREATE OR REPLACE FUNCTION pgstage.can_be_dressed(relation regclass) RETURNS boolean
LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT NOT EXISTS (
           SELECT FROM pg_depend AS d
            WHERE (d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid
                   OR d.refclassid = 'pg_type'::regclass
                      AND d.refobjid IN (SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_type AS t
                                          WHERE t.oid = c.reltype))
              AND d.deptype = 'n'
              AND NOT (d.classid IN ('pg_policy'::regclass, 'pg_publication_rel'::regclass)
                       OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass
                       OR d.classid = 'pg_constraint'::regclass
                          AND d.objid IN (SELECT k.oid FROM pg_constraint AS k
                                           WHERE c.oid IN (k.conrelid, k.confrelid))
                       OR d.classid = 'pg_trigger'::regclass
                          AND d.objid IN (SELECT g.oid FROM pg_trigger AS g WHERE g.tgrelid = c.oid)
                       OR d.classid = 'pg_attrdef'::regclass
                          AND d.objid IN (SELECT f.oid FROM pg_attrdef AS f WHERE f.adrelid = c.oid)
                       OR d.classid = 'pg_class'::regclass
                          AND d.objid IN (SELECT i.indexrelid FROM pg_index AS i
                                           WHERE i.indrelid = c.oid)
                       OR d.classid = 'pg_statistic_ext'::regclass
                          AND d.objid IN (SELECT s.oid FROM pg_statistic_ext AS s
                                           WHERE s.stxrelid = c.oid)
                       OR d.classid = 'pg_rewrite'::regclass
                          AND d.objid IN (SELECT w.oid FROM pg_rewrite AS w
                                            JOIN pg_class AS v ON v.oid = w.ev_class
                                           WHERE w.rulename = '_RETURN' AND v.relkind = 'v')))
     AND NOT EXISTS (SELECT FROM pg_inherits WHERE c.oid IN (inhrelid, inhparent))
     AND NOT EXISTS (SELECT FROM pg_rewrite WHERE ev_class = c.oid)
     AND NOT EXISTS (SELECT FROM pg_seclabel
                      WHERE classoid = 'pg_class'::regclass AND objoid = c.oid)
     AND NOT EXISTS (SELECT FROM pg_index JOIN pg_class AS i ON i.oid = indexrelid
                      WHERE indrelid = c.oid AND (NOT indisvalid OR i.reltablespace <> 0))
     AND NOT EXISTS (SELECT FROM pg_publication AS p
                      WHERE p.puballtables
                         OR c.oid IN (SELECT t.relid FROM pg_get_publication_tables(p.pubname) AS t)
                            AND NOT EXISTS (SELECT FROM pg_publication_rel AS r
                                             WHERE r.prpubid = p.oid AND r.prrelid = c.oid))
     AND NOT EXISTS (SELECT FROM pg_publication_rel AS r JOIN pg_publication AS p
                                                            ON p.oid = r.prpubid
                      WHERE r.prrelid = c.oid AND NOT pg_has_role(p.pubowner, 'USAGE'))
     AND NOT EXISTS (SELECT FROM pg_class AS o
                      WHERE NOT pg_has_role(o.relowner, 'USAGE')
                        AND (o.oid = c.oid
                             OR o.oid IN (SELECT k.conrelid FROM pg_constraint AS k
                                           WHERE k.contype = 'f' AND k.confrelid = c.oid)
                             OR o.oid IN (SELECT w.ev_class
                                            FROM pg_depend AS d
                                            JOIN pg_rewrite AS w ON w.oid = d.objid
                                           WHERE d.classid = 'pg_rewrite'::regclass
                                             AND d.refclassid = 'pg_class'::regclass
                                             AND d.refobjid = c.oid)))
     AND (NOT c.relforcerowsecurity
          OR EXISTS (SELECT FROM pg_roles
                      WHERE rolname = current_user AND (rolsuper OR rolbypassrls)))
    FROM pg_class AS c WHERE c.oid = relation
$pgstage$)"};
  step.sql.emplace_back(
      R"(CREATE OR REPLACE FUNCTION pgstage.can_succeed(twin regclass, relation regclass)
RETURNS boolean LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT pgstage.can_be_dressed(relation)
     AND NOT EXISTS (
           SELECT FROM pg_attribute AS old LEFT JOIN pg_attribute AS new
                    ON new.attrelid = twin AND new.attname = old.attname
            WHERE old.attrelid = relation AND old.attnum > 0 AND NOT old.attisdropped
              AND (old.atttypid, old.atttypmod, old.attcollation, old.attnotnull)
                  IS DISTINCT FROM
                  (new.atttypid, new.atttypmod, new.attcollation, new.attnotnull))
     AND NOT EXISTS (
           SELECT FROM pg_attrdef AS old JOIN pg_attribute AS a
                    ON a.attrelid = old.adrelid AND a.attnum = old.adnum
                  LEFT JOIN pg_attribute AS b ON b.attrelid = twin AND b.attname = a.attname
                  LEFT JOIN pg_attrdef AS new
                    ON new.adrelid = b.attrelid AND new.adnum = b.attnum
            WHERE old.adrelid = relation
              AND pg_get_expr(old.adbin, old.adrelid)
                  IS DISTINCT FROM pg_get_expr(new.adbin, new.adrelid))
     AND NOT EXISTS (
           SELECT FROM pg_constraint AS old
            WHERE old.conrelid = relation AND old.contype = 'c' AND old.convalidated
              AND NOT EXISTS (SELECT FROM pg_constraint AS new
                               WHERE new.conrelid = twin AND new.conname = old.conname
                                 AND pg_get_constraintdef(new.oid) = pg_get_constraintdef(old.oid)))
     AND (SELECT count(*) FROM pg_index WHERE indrelid = relation)
         <= (SELECT count(*) FROM pg_index WHERE indrelid = twin)
$pgstage$)");
  step.sql.emplace_back(
      R"(CREATE OR REPLACE FUNCTION pgstage.is_left(relation regclass) RETURNS boolean
LANGUAGE sql SET search_path = pg_catalog AS $pgstage$
  SELECT NOT EXISTS (SELECT FROM pg_constraint
                      WHERE contype = 'f' AND relation IN (conrelid, confrelid))
     AND NOT EXISTS (SELECT FROM pg_depend WHERE refclassid = 'pg_class'::regclass
                        AND refobjid = relation AND classid IN ('pg_rewrite'::regclass,
                              'pg_proc'::regclass, 'pg_policy'::regclass,
                              'pg_publication_rel'::regclass))
$pgstage$)");
  step.probe = "SELECT pg_catalog.to_regprocedure('pgstage.is_left(regclass)') IS NOT NULL";
  step.post = step.probe;
  return step;
}

std::string dress_twin(const QualifiedName& table, const QualifiedName& twin) {
  return fmt::format(
      "-- pgstage:ignore unanalyzable-sql -- it runs what the server says of the first table\n"
      "SELECT pgstage.dress_twin({}, {})",
      quote_literal(table.sql()), quote_literal(twin.sql()));
}

std::string dress_for_swap(const QualifiedName& table, const QualifiedName& aside) {
  return fmt::format("pgstage.dress_for_swap({}, {})", quote_literal(table.sql()),
                     quote_literal(aside.sql()));
}

std::string can_succeed(const QualifiedName& twin, const QualifiedName& table) {
  return fmt::format("pgstage.can_succeed({}, {})", quote_literal(twin.sql()),
                     quote_literal(table.sql()));
}

std::string is_left(const QualifiedName& table) {
  return fmt::format("pgstage.is_left({})", quote_literal(table.sql()));
}

std::string can_be_dressed(const QualifiedName& table) {
  return fmt::format("SELECT pgstage.can_be_dressed({})", quote_literal(table.sql()));
}

}  // namespace pgstage::plan
