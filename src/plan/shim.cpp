#include "shim.hpp"

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

namespace pgstage::plan {
namespace {

std::string copy_grants(const QualifiedName& from, const QualifiedName& to) {
  return fmt::format(
      R"(-- pgstage:ignore unanalyzable-sql -- it gives the view the owner and the grants of the table
DO $pgstage$
DECLARE
  item record;
BEGIN
  EXECUTE pg_catalog.format('ALTER VIEW {to} OWNER TO %I',
    (SELECT relowner::pg_catalog.regrole::text FROM pg_catalog.pg_class
      WHERE oid = {table}::pg_catalog.regclass));
  FOR item IN SELECT a.privilege_type, a.is_grantable, a.grantee,
                     a.grantee::pg_catalog.regrole::text AS role
                FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
               WHERE c.oid = {table}::pg_catalog.regclass AND a.grantee <> c.relowner LOOP
    EXECUTE pg_catalog.format('GRANT %s ON {to} TO %s%s', item.privilege_type,
                              CASE item.grantee WHEN 0 THEN 'PUBLIC' ELSE item.role END,
                              CASE WHEN item.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
  END LOOP;
END
$pgstage$)",
      fmt::arg("table", quote_literal(from.sql())), fmt::arg("to", to.sql()));
}

}  // namespace

std::vector<std::string> put_view(const Change& change, const QualifiedName& view,
                                  const QualifiedName& table, const std::vector<Alias>& aliases) {
  std::string columns = "*";
  for (const auto& alias : aliases) {
    columns += fmt::format(", {} AS {}", quote_ident(alias.column), quote_ident(alias.old_name));
  }
  const std::string_view rights =
      change.version.major >= 15 ? " WITH (security_invoker = true)" : "";
  return {fmt::format("CREATE VIEW {}{} AS SELECT {} FROM {}", view.sql(), rights, columns,
                      table.sql()),
          copy_grants(table, view)};
}

Result<void> refuse_view_in_front(const Change& change, const catalog::Relation* table) {
  if (table == nullptr || !table->row_security || change.version.major >= 15) return {};
  return input_error(fmt::format("table \"{}\" has row security, which a view in its place would "
                                 "evade before PostgreSQL 15",
                                 table->name.sql()),
                     "Add the new name in the application first, or upgrade to PostgreSQL 15.");
}

}  // namespace pgstage::plan
