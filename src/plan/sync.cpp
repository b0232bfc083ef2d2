#include "sync.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "row_terms.hpp"
#include "steps.hpp"

namespace pgstage::plan {
namespace {

/// No row could hold the time: writers would wait for one another.
std::string note_the_time(const Sync& sync) {
  return fmt::format(
      R"(IF (SELECT last_value FROM {0}) < extract(epoch FROM clock_timestamp())::bigint THEN
      PERFORM setval({1}, extract(epoch FROM clock_timestamp())::bigint);
    END IF;)",
      sync.last_write().sql(), quote_literal(sync.last_write().sql()));
}

std::string both_ways_body(const Sync& sync, const std::string& o, const std::string& n) {
  const std::string usual = sync.usual.empty() ? "NULL" : "(" + sync.usual + ")";
  const std::string said =
      sync.counts_inserts ? differ(sync.old_type, "NEW." + o, usual) : std::string{"false"};
  return fmt::format(R"(
DECLARE
  by_old_name boolean := false;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.{n} IS NULL THEN
      by_old_name := {said};
      NEW.{n} := NEW.{o};
    ELSE
      NEW.{o} := NEW.{n};
    END IF;
  ELSIF {new_changed} THEN
    NEW.{o} := NEW.{n};
  ELSE
    by_old_name := {old_changed};
    NEW.{n} := NEW.{o};
  END IF;
  IF by_old_name THEN
    {note}
  END IF;
  RETURN NEW;
END;
)",
                     fmt::arg("n", n), fmt::arg("o", o), fmt::arg("said", said),
                     fmt::arg("new_changed", differ(sync.new_type, "NEW." + n, "OLD." + n)),
                     fmt::arg("old_changed", differ(sync.old_type, "NEW." + o, "OLD." + o)),
                     fmt::arg("note", note_the_time(sync)));
}

std::string forward_body(const Sync& sync, bool strict) {
  sql::ColumnTexts row;
  for (const auto& column : sync.columns) row[column] = "NEW." + quote_ident(column);
  row[sync.old_column] = "NEW." + quote_ident(sync.old_column);
  const std::string assign = fmt::format("NEW.{} := {};", quote_ident(sync.new_column),
                                         sql::with_columns(forward_of(sync), row));
  if (sync.certain || strict) return fmt::format("\nBEGIN\n  {}\n  RETURN NEW;\nEND;\n", assign);
  return fmt::format(R"(
BEGIN
  BEGIN
    {}
  EXCEPTION WHEN OTHERS THEN
    NEW.{} := NULL;
  END;
  RETURN NEW;
END;
)",
                     assign, quote_ident(sync.new_column));
}

/// What is not certain may also hang on settings, which are those of the migration.
std::string function_of(const Sync& sync, std::string_view create, bool strict) {
  const std::string body = sync.both_ways ? both_ways_body(sync, quote_ident(sync.old_column),
                                                           quote_ident(sync.new_column))
                                          : forward_body(sync, strict);
  const std::string_view settings =
      sync.certain ? "" : " SET search_path FROM CURRENT SET \"TimeZone\" FROM CURRENT";
  return fmt::format("{} {}() RETURNS trigger LANGUAGE plpgsql{} AS $pgstage${}$pgstage$", create,
                     sync.function().sql(), settings, body);
}

}  // namespace

// Before-row triggers run in the order of their names; ours is to see what the others did.
std::string Sync::trigger() const {
  return helper_name(fmt::format("zz_pgstage_sync_{:03}", number), new_column);
}

QualifiedName Sync::function() const {
  return {table.schema, helper_name("pgstage_sync", table.name, new_column)};
}

QualifiedName Sync::last_write() const {
  return {table.schema, helper_name("pgstage_last_write", table.name, old_column)};
}

GateCheck old_name_rests(const Sync& sync) {
  return {fmt::format("nothing was written to {} in the last minute",
                      column_object(sync.table, sync.old_column)),
          fmt::format("SELECT last_value < extract(epoch FROM clock_timestamp()) - 60 FROM {}",
                      sync.last_write().sql())};
}

std::string forward_of(const Sync& sync) {
  return sync.forward.empty() ? quote_ident(sync.old_column) : sync.forward;
}

Step be_strict_step(const Change& change, const Sync& sync) {
  const std::string_view create = "CREATE OR REPLACE FUNCTION";
  // What began before the lock has written by the rules of before, and is through.
  return metadata_step(
      change,
      {.title = fmt::format("From now on refuse what cannot become \"{}\"", sync.new_column),
       .sql = {fmt::format("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE", sync.table.sql()),
               function_of(sync, create, true)},
       .undo = {function_of(sync, create, false)},
       .done = fmt::format("SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_proc WHERE oid = "
                           "to_regprocedure({}) AND prosrc NOT LIKE '%EXCEPTION%')",
                           quote_literal(sync.function().sql() + "()"))});
}

std::vector<std::string> install_sync(const Sync& sync) {
  const std::string table = sync.table.sql();
  const std::string trigger = quote_ident(sync.trigger());
  std::vector<std::string> out;
  if (sync.both_ways) {
    const std::string sequence = sync.last_write().sql();
    out.push_back("CREATE SEQUENCE " + sequence);
    out.push_back(fmt::format("GRANT SELECT, UPDATE ON SEQUENCE {} TO PUBLIC", sequence));
  }
  out.push_back(function_of(sync, "CREATE FUNCTION", false));
  out.push_back(
      fmt::format("CREATE TRIGGER {} BEFORE INSERT OR UPDATE ON {} FOR EACH ROW EXECUTE "
                  "FUNCTION {}()",
                  trigger, table, sync.function().sql()));
  // Sessions in replica role, the backfill among them, fire only ALWAYS triggers.
  out.push_back(fmt::format("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}", table, trigger));
  return out;
}

std::vector<std::string> remove_sync(const Sync& sync) {
  std::vector<std::string> out = {
      fmt::format("DROP TRIGGER {} ON {}", quote_ident(sync.trigger()), sync.table.sql()),
      fmt::format("DROP FUNCTION {}()", sync.function().sql())};
  if (sync.both_ways) out.push_back("DROP SEQUENCE " + sync.last_write().sql());
  return out;
}

}  // namespace pgstage::plan
