#include "catalog_queries.hpp"

#include <string_view>

#include <fmt/format.h>

namespace pgstage::db {
namespace {

// Schemas of PostgreSQL, among them those of temporary tables, and our own journal.
constexpr std::string_view kUserSchema =
    R"(n.nspname NOT LIKE 'pg\_%' AND n.nspname NOT IN ('information_schema', 'pgstage'))";

constexpr std::string_view kUserRelation =
    R"(c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
       AND n.nspname NOT LIKE 'pg\_%' AND n.nspname NOT IN ('information_schema', 'pgstage'))";

// What the grammar makes of what is written: {10,2} for numeric(10,2), the mask of its fields and
// perhaps a precision for an interval.
std::string modifiers(std::string_view type, std::string_view modifier) {
  return fmt::format(
      R"(CASE WHEN {1} = -1 THEN NULL
              WHEN {0} IN ('interval'::regtype, 'interval[]'::regtype) THEN
                concat('[', {1} >> 16, ',' || nullif({1} & 65535, 65535), ']')
              ELSE '[' || substring(format_type({0}, {1}) FROM '\(([0-9,-]+)\)') || ']' END)",
      type, modifier);
}

// The names of numbered columns, in the order of the numbers' list.
std::string names_of(std::string_view relation, std::string_view numbers) {
  return fmt::format(
      R"((SELECT json_agg(coalesce(a.attname, '') ORDER BY u.place)
          FROM unnest({1}) WITH ORDINALITY u(number, place)
          LEFT JOIN pg_attribute a ON a.attrelid = {0} AND a.attnum = u.number AND u.number <> 0))",
      relation, numbers);
}

}  // namespace

std::string schemas_query() {
  return fmt::format("SELECT n.nspname FROM pg_namespace n WHERE {}", kUserSchema);
}

std::string builtin_functions_query() {
  return R"(SELECT proname, provolatile FROM pg_proc
            WHERE pronamespace = 'pg_catalog'::regnamespace AND provolatile <> 'i')";
}

std::string functions_query() {
  return fmt::format(
      R"(SELECT n.nspname, p.proname, p.provolatile
         FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {})",
      kUserSchema);
}

// Array types and the row types of relations come with something else, so they are left out.
std::string types_query() {
  return fmt::format(
      R"(SELECT n.nspname, t.typname, t.typtype,
                (SELECT json_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum
                 WHERE enumtypid = t.oid),
                bn.nspname, coalesce(e.typname, b.typname), {}, e.oid IS NOT NULL,
                t.typnotnull OR EXISTS (SELECT FROM pg_constraint k WHERE k.contypid = t.oid)
         FROM pg_type t
         JOIN pg_namespace n ON n.oid = t.typnamespace
         LEFT JOIN pg_class c ON c.oid = t.typrelid
         LEFT JOIN pg_type b ON b.oid = t.typbasetype
         LEFT JOIN pg_type e ON e.oid = b.typelem AND e.typarray = b.oid
         LEFT JOIN pg_namespace bn ON bn.oid = coalesce(e.typnamespace, b.typnamespace)
         WHERE {} AND (t.typrelid = 0 OR c.relkind = 'c')
           AND NOT EXISTS (SELECT FROM pg_type x WHERE x.typarray = t.oid))",
      modifiers("t.typbasetype", "t.typtypmod"), kUserSchema);
}

// The row count is the planner's: the density at the last ANALYZE times the length of today; for a
// table that was never analyzed a hundred bytes a row.
std::string relations_query() {
  return fmt::format(
      R"(SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, c.relispartition,
                c.relrowsecurity,
                CASE WHEN c.relkind NOT IN ('r', 'm') THEN NULL
                     WHEN c.relpages > 0 AND c.reltuples >= 0
                     THEN (c.reltuples::float8 / c.relpages * heap.bytes
                           / current_setting('block_size')::int)::bigint
                     ELSE heap.bytes / 100 END,
                CASE WHEN c.relkind IN ('r', 'm') THEN coalesce(pg_total_relation_size(c.oid), 0)
                END
         FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace
         CROSS JOIN LATERAL (
           SELECT CASE WHEN c.relkind IN ('r', 'm') THEN coalesce(pg_relation_size(c.oid), 0) END
                  AS bytes OFFSET 0) heap
         WHERE {})",
      kUserRelation);
}

std::string columns_query(int major) {
  return fmt::format(
      R"(SELECT a.attrelid, a.attname, tn.nspname, coalesce(e.typname, t.typname), {modifiers},
                e.oid IS NOT NULL, a.attnotnull, a.attidentity, {generated},
                pg_get_expr(d.adbin, d.adrelid), used.volatility, kn.nspname, k.collname,
                CASE WHEN {generated} <> '' THEN
                  (SELECT json_agg(DISTINCT b.attname)
                   FROM pg_depend u
                   JOIN pg_attribute b ON b.attrelid = u.refobjid AND b.attnum = u.refobjsubid
                   WHERE u.refclassid = 'pg_class'::regclass AND u.refobjid = a.attrelid
                     AND (u.classid = 'pg_attrdef'::regclass AND u.objid = d.oid
                          OR u.classid = 'pg_class'::regclass AND u.objid = a.attrelid
                             AND u.objsubid = a.attnum)) END
         FROM pg_attribute a
         JOIN pg_class c ON c.oid = a.attrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace
         JOIN pg_type t ON t.oid = a.atttypid
         LEFT JOIN pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
         JOIN pg_namespace tn ON tn.oid = coalesce(e.typnamespace, t.typnamespace)
         LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         LEFT JOIN (
           SELECT u.objid, CASE max(CASE p.provolatile WHEN 'v' THEN 2 WHEN 's' THEN 1 ELSE 0 END)
                           WHEN 2 THEN 'v' WHEN 1 THEN 's' ELSE 'i' END AS volatility
           FROM pg_depend u
           LEFT JOIN pg_operator o ON u.refclassid = 'pg_operator'::regclass AND o.oid = u.refobjid
           JOIN pg_proc p
             ON p.oid = CASE WHEN u.refclassid = 'pg_proc'::regclass THEN u.refobjid
                             ELSE o.oprcode END
           WHERE u.classid = 'pg_attrdef'::regclass
           GROUP BY u.objid) used ON used.objid = d.oid
         LEFT JOIN pg_collation k
           ON k.oid = a.attcollation AND a.attcollation <> t.typcollation
         LEFT JOIN pg_namespace kn ON kn.oid = k.collnamespace
         WHERE {scope} AND c.relkind <> 'S' AND a.attnum > 0 AND NOT a.attisdropped
         ORDER BY a.attrelid, a.attnum)",
      fmt::arg("modifiers", modifiers("a.atttypid", "a.atttypmod")),
      fmt::arg("generated", major >= 12 ? "a.attgenerated" : "''"),
      fmt::arg("scope", kUserRelation));
}

// A foreign key to a partitioned table has a second row, on the same table, for each partition. A
// NOT NULL constraint has a row from PostgreSQL 18 on; while it is valid attnotnull says the same.
std::string constraints_query(int major) {
  return fmt::format(
      R"(SELECT k.conrelid, k.conname, k.contype, {columns}, pg_get_expr(k.conbin, k.conrelid),
                fn.nspname, f.relname, {referenced}, pg_get_constraintdef(k.oid), k.convalidated,
                {enforced}, k.condeferrable,
                k.contype IN ('c', 'n') AND k.connoinherit
         FROM pg_constraint k
         JOIN pg_class c ON c.oid = k.conrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace
         LEFT JOIN pg_class f ON f.oid = k.confrelid
         LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
         LEFT JOIN pg_constraint parent ON parent.oid = k.conparentid
         WHERE {scope} AND (k.contype IN ('c', 'f', 'p', 'u', 'x')
                            OR k.contype = 'n' AND NOT k.convalidated)
           AND parent.conrelid IS DISTINCT FROM k.conrelid
         ORDER BY k.conrelid, k.conname)",
      fmt::arg("columns", names_of("k.conrelid", "k.conkey")),
      fmt::arg("referenced", names_of("k.confrelid", "k.confkey")),
      fmt::arg("enforced", major >= 18 ? "k.conenforced" : "true"),
      fmt::arg("scope", kUserRelation));
}

// pg_depend holds the columns of expressions and predicates, but not the keys of an index that
// belongs to a constraint; indkey holds the keys.
std::string indexes_query() {
  return fmt::format(
      R"(SELECT i.indrelid, x.relname, {columns}, {included},
                (SELECT json_agg(a.attname) FROM pg_attribute a
                 WHERE a.attrelid = i.indrelid AND a.attnum > 0
                   AND (a.attnum = ANY (i.indkey)
                        OR EXISTS (SELECT FROM pg_depend d
                                   WHERE d.classid = 'pg_class'::regclass
                                     AND d.objid = i.indexrelid
                                     AND d.refclassid = 'pg_class'::regclass
                                     AND d.refobjid = i.indrelid AND d.refobjsubid = a.attnum))),
                m.amname, pg_get_indexdef(i.indexrelid), i.indisunique, i.indisvalid,
                i.indpred IS NOT NULL, k.conname, i.indisclustered, i.indisreplident
         FROM pg_index i
         JOIN pg_class x ON x.oid = i.indexrelid
         JOIN pg_am m ON m.oid = x.relam
         JOIN pg_class c ON c.oid = i.indrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace
         LEFT JOIN pg_constraint k
           ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
         WHERE {scope}
         ORDER BY i.indrelid, x.relname)",
      fmt::arg("columns", names_of("i.indrelid", "(i.indkey::int2[])[0:i.indnkeyatts - 1]")),
      fmt::arg("included",
               names_of("i.indrelid", "(i.indkey::int2[])[i.indnkeyatts:i.indnatts - 1]")),
      fmt::arg("scope", kUserRelation));
}

// What UPDATE OF and WHEN name is found among the dependencies.
std::string triggers_query() {
  return fmt::format(
      R"(SELECT t.tgrelid, t.tgname, pn.nspname, p.proname,
                (SELECT json_agg(DISTINCT a.attname)
                 FROM pg_depend d
                 JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                 WHERE d.classid = 'pg_trigger'::regclass AND d.objid = t.oid
                   AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.tgrelid
                   AND d.refobjsubid > 0)
         FROM pg_trigger t
         JOIN pg_class c ON c.oid = t.tgrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace
         JOIN pg_proc p ON p.oid = t.tgfoid
         JOIN pg_namespace pn ON pn.oid = p.pronamespace
         WHERE {} AND NOT t.tgisinternal
         ORDER BY t.tgrelid, t.tgname)",
      kUserRelation);
}

// Policies, rules and extended statistics, each with the columns of its table that it names.
std::string table_objects_query() {
  const auto columns = [](std::string_view catalog, std::string_view object,
                          std::string_view table) {
    return fmt::format(
        R"((SELECT json_agg(DISTINCT a.attname)
            FROM pg_depend d
            JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE d.classid = '{}'::regclass AND d.objid = {}
              AND d.refclassid = 'pg_class'::regclass AND d.refobjid = {} AND d.refobjsubid > 0))",
        catalog, object, table);
  };
  return fmt::format(
      R"(SELECT 'p', polrelid, NULL, polname, {},
                CASE polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update'
                            WHEN 'd' THEN 'delete' ELSE 'all' END,
                polpermissive,
                (SELECT json_agg(rolname) FROM pg_roles WHERE oid = ANY (polroles))
         FROM pg_policy
         UNION ALL
         SELECT 'r', ev_class, NULL, rulename, {}, NULL, NULL, NULL
         FROM pg_rewrite WHERE rulename <> '_RETURN'
         UNION ALL
         SELECT 's', s.stxrelid, n.nspname, s.stxname, {}, NULL, NULL, NULL
         FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
         ORDER BY 1, 2, 4)",
      columns("pg_policy", "pg_policy.oid", "polrelid"),
      columns("pg_rewrite", "pg_rewrite.oid", "ev_class"),
      columns("pg_statistic_ext", "s.oid", "s.stxrelid"));
}

// Functions whose bodies the server has parsed (BEGIN ATOMIC).
std::string function_reads_query() {
  return fmt::format(
      R"(SELECT n.nspname, p.proname, rn.nspname, r.relname,
                CASE WHEN min(d.refobjsubid) > 0 THEN json_agg(DISTINCT a.attname) END
         FROM pg_proc p
         JOIN pg_namespace n ON n.oid = p.pronamespace
         JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
          AND d.refclassid = 'pg_class'::regclass
         JOIN pg_class r ON r.oid = d.refobjid
         JOIN pg_namespace rn ON rn.oid = r.relnamespace
         LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.refobjsubid
         WHERE {}
         GROUP BY p.oid, n.nspname, p.proname, rn.nspname, r.relname
         ORDER BY p.oid, rn.nspname, r.relname)",
      kUserSchema);
}

std::string publications_query() {
  return R"(SELECT p.pubname, p.puballtables, n.nspname, c.relname
            FROM pg_publication p
            LEFT JOIN pg_publication_rel r ON r.prpubid = p.oid
            LEFT JOIN pg_class c ON c.oid = r.prrelid
            LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
            ORDER BY p.pubname, n.nspname, c.relname)";
}

// A dependency on column 0 is one on the whole row; the rule's own view is passed over.
std::string view_reads_query() {
  return fmt::format(
      R"(SELECT c.oid, rn.nspname, r.relname,
                CASE WHEN min(d.refobjsubid) > 0 THEN json_agg(DISTINCT a.attname) END
         FROM pg_rewrite w
         JOIN pg_class c ON c.oid = w.ev_class
         JOIN pg_namespace n ON n.oid = c.relnamespace
         JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
          AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> w.ev_class
         JOIN pg_class r ON r.oid = d.refobjid
         JOIN pg_namespace rn ON rn.oid = r.relnamespace
         LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.refobjsubid
         WHERE {} AND c.relkind IN ('v', 'm')
         GROUP BY c.oid, rn.nspname, r.relname
         ORDER BY c.oid, rn.nspname, r.relname)",
      kUserRelation);
}

std::string parents_query() {
  return fmt::format(
      R"(SELECT c.oid, pn.nspname, p.relname, d.partdefid IS NOT NULL
         FROM pg_inherits i
         JOIN pg_class c ON c.oid = i.inhrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace
         JOIN pg_class p ON p.oid = i.inhparent
         JOIN pg_namespace pn ON pn.oid = p.relnamespace
         LEFT JOIN pg_partitioned_table d ON d.partrelid = p.oid AND d.partdefid = c.oid
         WHERE {} AND i.inhseqno = 1)",
      kUserRelation);
}

std::string children_query() {
  return fmt::format(
      R"(SELECT i.inhparent, n.nspname, c.relname
         FROM pg_inherits i
         JOIN pg_class c ON c.oid = i.inhrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE {} ORDER BY i.inhparent, n.nspname, c.relname)",
      kUserRelation);
}

std::string partition_keys_query() {
  return fmt::format(
      R"(SELECT c.oid, (SELECT json_agg(a.attname ORDER BY k.place)
                        FROM unnest(t.partattrs::int2[]) WITH ORDINALITY k(number, place)
                        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
                        WHERE k.number > 0), t.partstrat
         FROM pg_partitioned_table t
         JOIN pg_class c ON c.oid = t.partrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE {})",
      kUserRelation);
}

std::string sequence_owners_query() {
  return fmt::format(
      R"(SELECT c.oid, tn.nspname, t.relname, a.attname
         FROM pg_depend d
         JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
         JOIN pg_namespace n ON n.oid = c.relnamespace
         JOIN pg_class t ON t.oid = d.refobjid
         JOIN pg_namespace tn ON tn.oid = t.relnamespace
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
         WHERE {} AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
           AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i'))",
      kUserRelation);
}

}  // namespace pgstage::db
