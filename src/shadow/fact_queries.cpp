#include "fact_queries.hpp"

#include <string_view>

#include <fmt/format.h>

namespace pgstage::shadow {
namespace {

constexpr std::string_view kUserSchema =
    R"(n.nspname NOT LIKE 'pg\_%' AND n.nspname NOT IN ('information_schema', 'pgstage'))";

// Grants come in no particular order, and the absence of a list stands for the default one.
std::string acl(std::string_view list) {
  return fmt::format(
      R"((SELECT string_agg(g.line, ', ' ORDER BY g.line) FROM (
            SELECT format('%s to %s%s', x.privilege_type,
                          CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END,
                          CASE WHEN x.is_grantable THEN ' with grant option' ELSE '' END) AS line
            FROM aclexplode({}) x) g))",
      list);
}

std::string acl_or_default(std::string_view column, std::string_view kind, std::string_view owner) {
  return acl(fmt::format("coalesce({}, acldefault({}, {}))", column, kind, owner));
}

std::string schemas() {
  return fmt::format(
      R"(SELECT format('schema %I', n.nspname), json_build_object(
           'owner', n.nspowner::regrole, 'grants', {},
           'comment', obj_description(n.oid, 'pg_namespace'))
         FROM pg_namespace n WHERE {})",
      acl_or_default("n.nspacl", "'n'", "n.nspowner"), kUserSchema);
}

constexpr std::string_view kRelationKind =
    R"(CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view'
         WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table'
         WHEN 'c' THEN 'type' END)";

std::string relations() {
  return fmt::format(
      R"(SELECT format('%s %I.%I', {kind}, n.nspname, c.relname), json_build_object(
           'owner', c.relowner::regrole, 'persistence', c.relpersistence,
           'access method', (SELECT amname FROM pg_am WHERE oid = c.relam),
           'tablespace', (SELECT spcname FROM pg_tablespace WHERE oid = c.reltablespace),
           'options', (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(c.reloptions) o),
           'toast options', (SELECT string_agg(o, ', ' ORDER BY o)
                             FROM pg_class t, unnest(t.reloptions) o WHERE t.oid = c.reltoastrelid),
           'row security', nullif(c.relrowsecurity, false),
           'row security for the owner', nullif(c.relforcerowsecurity, false),
           'replica identity', CASE WHEN c.relkind IN ('r', 'p') THEN c.relreplident END,
           'partition key', pg_get_partkeydef(c.oid),
           'partition bound', pg_get_expr(c.relpartbound, c.oid),
           'parents', (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
                       FROM pg_inherits i WHERE i.inhrelid = c.oid),
           'column order', CASE WHEN c.relkind <> 'S' THEN
             (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) END,
           'definition', CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
           'populated', CASE WHEN c.relkind = 'm' THEN c.relispopulated END,
           'grants', CASE WHEN c.relkind = 'S' THEN {sequence_acl}
                          WHEN c.relkind <> 'c' THEN {acl} END,
           'comment', obj_description(c.oid, 'pg_class'))
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND {scope})",
      fmt::arg("kind", kRelationKind),
      fmt::arg("sequence_acl", acl_or_default("c.relacl", "'s'", "c.relowner")),
      fmt::arg("acl", acl_or_default("c.relacl", "'r'", "c.relowner")),
      fmt::arg("scope", kUserSchema));
}

// PostgreSQL 17 says NULL for the default statistics target, earlier ones say -1. The column option
// pg_attver is where late minor versions number a column's definitions (ATTRIBUTE_VERSION_ATTOPTION
// in catalog/pg_attribute.h); it is different for every column that was ever made.
std::string columns() {
  return fmt::format(
      R"(SELECT format('column %I.%I.%I', n.nspname, c.relname, a.attname), json_build_object(
           'type', format_type(a.atttypid, a.atttypmod), 'not null', nullif(a.attnotnull, false),
           'default', pg_get_expr(d.adbin, d.adrelid), 'identity', nullif(a.attidentity, ''),
           'generated', nullif(a.attgenerated, ''),
           'collation', nullif(a.attcollation, 0)::regcollation, 'storage', a.attstorage,
           'compression', nullif(a.attcompression, ''),
           'statistics target', nullif(a.attstattarget, -1), 'options', (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(a.attoptions) o
                       WHERE o NOT LIKE 'pg\_attver=%'),
           'inherited from', nullif(a.attinhcount, 0), 'own', a.attislocal,
           'grants', {acl}, 'comment', col_description(c.oid, a.attnum))
         FROM pg_attribute a
         JOIN pg_class c ON c.oid = a.attrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace
         LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND a.attnum > 0
           AND NOT a.attisdropped AND {scope})",
      fmt::arg("acl", acl("a.attacl")), fmt::arg("scope", kUserSchema));
}

// What a foreign key has for each partition of the referenced table is left out: PostgreSQL keeps
// it for itself, and up to 17 VALIDATE does not reach it. Whether children get it is said by
// connoinherit of checks and NOT NULL alone; for other kinds it only tells whether the constraint
// was made before it became part of its parent's.
std::string constraints() {
  return fmt::format(
      R"(SELECT format('constraint %I on %s', k.conname,
                       coalesce(nullif(k.conrelid, 0)::regclass::text,
                                'domain ' || k.contypid::regtype::text)),
           json_build_object(
           'definition', pg_get_constraintdef(k.oid), 'valid', k.convalidated,
           'inherited from', nullif(k.coninhcount, 0), 'own', k.conislocal,
           'not inherited', CASE WHEN k.contype IN ('c', 'n') THEN k.connoinherit END,
           'index', nullif(k.conindid, 0)::regclass,
           'comment', obj_description(k.oid, 'pg_constraint'))
         FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
         WHERE k.contype <> 't' AND {}
           AND NOT EXISTS (SELECT FROM pg_constraint whole
                           WHERE whole.oid = k.conparentid AND whole.conrelid = k.conrelid))",
      kUserSchema);
}

std::string indexes() {
  return fmt::format(
      R"(SELECT format('index %I.%I', n.nspname, c.relname), json_build_object(
           'table', i.indrelid::regclass, 'definition', pg_get_indexdef(c.oid),
           'valid', i.indisvalid, 'ready', i.indisready, 'checked at once', i.indimmediate,
           'clustered on', nullif(i.indisclustered, false),
           'replica identity', nullif(i.indisreplident, false),
           'primary', nullif(i.indisprimary, false),
           'tablespace', (SELECT spcname FROM pg_tablespace WHERE oid = c.reltablespace),
           'statistics targets', (SELECT string_agg(a.attname || ' ' || a.attstattarget, ', '
                                                    ORDER BY a.attnum)
                                  FROM pg_attribute a WHERE a.attrelid = c.oid
                                  AND coalesce(a.attstattarget, -1) <> -1),
           'part of', (SELECT h.inhparent::regclass FROM pg_inherits h WHERE h.inhrelid = c.oid),
           'comment', obj_description(c.oid, 'pg_class'))
         FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {})",
      kUserSchema);
}

std::string triggers() {
  return fmt::format(
      R"(SELECT format('trigger %I on %I.%I', t.tgname, n.nspname, c.relname), json_build_object(
           'definition', pg_get_triggerdef(t.oid), 'enabled', t.tgenabled,
           'comment', obj_description(t.oid, 'pg_trigger'))
         FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND {})",
      kUserSchema);
}

std::string rules() {
  return fmt::format(
      R"(SELECT format('rule %I on %I.%I', w.rulename, n.nspname, c.relname), json_build_object(
           'definition', pg_get_ruledef(w.oid), 'enabled', w.ev_enabled,
           'comment', obj_description(w.oid, 'pg_rewrite'))
         FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE w.rulename <> '_RETURN' AND {})",
      kUserSchema);
}

std::string policies() {
  return fmt::format(
      R"(SELECT format('policy %I on %I.%I', p.polname, n.nspname, c.relname), json_build_object(
           'command', p.polcmd, 'permissive', p.polpermissive,
           'roles', (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE r::regrole::text END, ', '
                                       ORDER BY r::regrole::text) FROM unnest(p.polroles) r),
           'using', pg_get_expr(p.polqual, p.polrelid),
           'with check', pg_get_expr(p.polwithcheck, p.polrelid),
           'comment', obj_description(p.oid, 'pg_policy'))
         FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {})",
      kUserSchema);
}

// pg_get_functiondef() refuses aggregates.
std::string functions() {
  return fmt::format(
      R"(SELECT format('function %I.%I(%s)', n.nspname, p.proname,
                       pg_get_function_identity_arguments(p.oid)),
           json_build_object(
           'definition', CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END,
           'kind', p.prokind, 'result', pg_get_function_result(p.oid),
           'owner', p.proowner::regrole, 'grants', {},
           'comment', obj_description(p.oid, 'pg_proc'))
         FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {})",
      acl_or_default("p.proacl", "'f'", "p.proowner"), kUserSchema);
}

// Without array types and the row types of tables, which come and go with something else.
std::string types() {
  return fmt::format(
      R"(SELECT format('type %I.%I', n.nspname, t.typname), json_build_object(
           'kind', t.typtype, 'owner', t.typowner::regrole,
           'labels', (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                      FROM pg_enum e WHERE e.enumtypid = t.oid),
           'base', CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
           'not null', nullif(t.typnotnull, false), 'default', t.typdefault,
           'collation', nullif(t.typcollation, 0)::regcollation,
           'subtype', (SELECT r.rngsubtype::regtype FROM pg_range r WHERE r.rngtypid = t.oid),
           'grants', {}, 'comment', obj_description(t.oid, 'pg_type'))
         FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
         LEFT JOIN pg_class c ON c.oid = t.typrelid
         WHERE (t.typrelid = 0 OR c.relkind = 'c')
           AND NOT EXISTS (SELECT FROM pg_type a WHERE a.typarray = t.oid) AND {})",
      acl_or_default("t.typacl", "'T'", "t.typowner"), kUserSchema);
}

std::string sequences() {
  return fmt::format(
      R"(SELECT format('sequence %I.%I', n.nspname, c.relname), json_build_object(
           'type', s.seqtypid::regtype, 'start', s.seqstart, 'increment', s.seqincrement,
           'minimum', s.seqmin, 'maximum', s.seqmax, 'cache', s.seqcache, 'cycle', s.seqcycle,
           'owned by', (SELECT format('%s.%I', d.refobjid::regclass, a.attname)
                        FROM pg_depend d JOIN pg_attribute a
                          ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                          AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
                          AND d.deptype IN ('a', 'i')))
         FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {})",
      kUserSchema);
}

// The server lists the columns in the order of the table, which says nothing.
std::string extended_statistics() {
  return fmt::format(
      R"(SELECT format('statistics %I.%I', n.nspname, s.stxname), json_build_object(
           'table', s.stxrelid::regclass,
           'columns', (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)
                       FROM pg_attribute a
                       WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)),
           'expressions', array_to_string(pg_get_statisticsobjdef_expressions(s.oid), ', '),
           'kinds', s.stxkind, 'owner', s.stxowner::regrole,
           'target', nullif(s.stxstattarget, -1),
           'comment', obj_description(s.oid, 'pg_statistic_ext'))
         FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE {})",
      kUserSchema);
}

std::string publications() {
  return R"(SELECT format('publication %I', p.pubname), json_build_object(
              'owner', p.pubowner::regrole, 'all tables', p.puballtables, 'insert', p.pubinsert,
              'update', p.pubupdate, 'delete', p.pubdelete, 'truncate', p.pubtruncate,
              'through the root', p.pubviaroot)
            FROM pg_publication p)";
}

// Column lists and row filters exist from PostgreSQL 15 on.
std::string published_tables(int major) {
  return fmt::format(
      R"(SELECT format('publication %I of %s', p.pubname, r.prrelid::regclass), json_build_object(
           {})
         FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid)",
      major < 15 ? ""
                 : "'where', pg_get_expr(r.prqual, r.prrelid), 'columns', "
                   "(SELECT string_agg(a.attname, ', ' ORDER BY a.attname) FROM pg_attribute a "
                   "WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs))");
}

std::string extensions() {
  return R"(SELECT format('extension %I', e.extname), json_build_object(
              'version', e.extversion, 'schema', e.extnamespace::regnamespace)
            FROM pg_extension e)";
}

std::string event_triggers() {
  return R"(SELECT format('event trigger %I', e.evtname), json_build_object(
              'event', e.evtevent, 'function', e.evtfoid::regprocedure, 'enabled', e.evtenabled,
              'tags', e.evttags)
            FROM pg_event_trigger e)";
}

std::string default_privileges() {
  return fmt::format(
      R"(SELECT format('default privileges of %s on %s in %s', d.defaclrole::regrole,
                       d.defaclobjtype, nullif(d.defaclnamespace, 0)::regnamespace),
           json_build_object('grants', {})
         FROM pg_default_acl d)",
      acl("d.defaclacl"));
}

}  // namespace

std::vector<std::string> fact_queries(int major) {
  return {schemas(),
          relations(),
          columns(),
          constraints(),
          indexes(),
          triggers(),
          rules(),
          policies(),
          functions(),
          types(),
          sequences(),
          extended_statistics(),
          publications(),
          published_tables(major),
          extensions(),
          event_triggers(),
          default_privileges()};
}

}  // namespace pgstage::shadow
