// The triggers through which one of two tables with the same columns follows the other.
#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/model/names.hpp"

#include "keys.hpp"
#include "rebuild.hpp"
#include "row_terms.hpp"
#include "steps.hpp"
#include "sync.hpp"

namespace pgstage::plan {
namespace {

std::string key_changed(const Rebuild& rebuild) {
  std::vector<catalog::Column> key;
  std::copy_if(rebuild.columns.begin(), rebuild.columns.end(), std::back_inserter(key),
               [&](const auto& column) {
                 return std::find(rebuild.key.begin(), rebuild.key.end(), column.name) !=
                        rebuild.key.end();
               });
  return any_changed(key);
}

/// The key too, since what is equal to it need not be the same. A number that the server gives out
/// ALWAYS may be given with a new row, but not be set.
std::string set_columns(const Rebuild& rebuild) {
  std::vector<std::string> out;
  for (const auto& column : rebuild.columns) {
    const bool settable =
        column.generated == Generated::None && column.identity != Identity::Always;
    if (settable) out.push_back(fmt::format("{0} = excluded.{0}", quote_ident(column.name)));
  }
  return out.empty() ? "NOTHING" : fmt::format("UPDATE SET {}", fmt::join(out, ", "));
}

/// What is written is read again by its key, since a trigger that ran before may have changed the
/// row once more. A row whose key changes leaves its old place first, where the next row of the
/// same statement may be on its way to. A transaction that sees the tables as they were when it
/// began could not see the row that it has to delete if it was copied since; to insert it fails in
/// the way that such transactions are repeated for. Nothing else fails a write: it is counted, and
/// there will be no swap.
std::string body_of(const Feed& feed) {
  const auto& rebuild = feed.rebuild;
  return fmt::format(
      R"(
#variable_conflict use_column
BEGIN
  BEGIN
    IF TG_OP = 'TRUNCATE' THEN
      TRUNCATE {to};
      RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
      IF TG_OP = 'DELETE' OR {key_changed} THEN
        IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
          INSERT INTO {to} ({columns}) OVERRIDING SYSTEM VALUE
            SELECT {columns} FROM (SELECT OLD.*) AS pgstage_row ON CONFLICT DO NOTHING;
        END IF;
        DELETE FROM {to} AS pgstage_row WHERE {is_old};
      END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
      INSERT INTO {to} ({columns}) OVERRIDING SYSTEM VALUE
        SELECT {columns} FROM {from} AS pgstage_row WHERE {is_new}
        ON CONFLICT ({key}) DO {set};
    END IF;
    IF TG_OP <> 'INSERT' THEN
      IF TG_OP = 'DELETE' OR {key_changed} THEN
        INSERT INTO {to} ({columns}) OVERRIDING SYSTEM VALUE
          SELECT {columns} FROM {from} AS pgstage_row WHERE {is_old} ON CONFLICT DO NOTHING;
      END IF;
    END IF;
  EXCEPTION
    WHEN serialization_failure OR deadlock_detected THEN RAISE;
    WHEN OTHERS THEN
      PERFORM nextval({missed});
      RAISE WARNING 'not carried over to %: %', {name}, SQLERRM;
  END;
  RETURN NULL;
END;
)",
      fmt::arg("to", feed.to.sql()), fmt::arg("from", "ONLY " + feed.from.sql()),
      fmt::arg("columns",
               [&] {
                 std::vector<std::string> out;
                 for (const auto& column : rebuild.columns) {
                   if (column.generated == Generated::None) out.push_back(column.name);
                 }
                 return column_list(out);
               }()),
      fmt::arg("key_changed", key_changed(rebuild)),
      fmt::arg("is_old", same_key(rebuild.key, "pgstage_row", "OLD")),
      fmt::arg("is_new", same_key(rebuild.key, "pgstage_row", "NEW")),
      fmt::arg("key", column_list(rebuild.key)), fmt::arg("set", set_columns(rebuild)),
      fmt::arg("missed", quote_literal(missed_by(rebuild).sql())),
      fmt::arg("name", quote_literal(feed.to.sql())));
}

struct Fired {
  std::string_view what;
  std::string_view when;
};
constexpr auto kTriggers =
    std::to_array<Fired>({{"row", "AFTER INSERT OR UPDATE OR DELETE"}, {"all", "BEFORE TRUNCATE"}});

}  // namespace

std::string Feed::trigger(std::string_view what) const {
  return helper_name(fmt::format("zz_pgstage_{}_{}_{:03}", way, what, rebuild.number),
                     rebuild.table.name);
}

QualifiedName Feed::function() const {
  return {rebuild.table.schema,
          helper_name(fmt::format("pgstage_{}_{}", way, rebuild.number), rebuild.table.name)};
}

QualifiedName missed_by(const Rebuild& rebuild) {
  return {rebuild.table.schema,
          helper_name(fmt::format("pgstage_missed_{}", rebuild.number), rebuild.table.name)};
}

/// Who writes to the one need not have any right on the other.
std::vector<std::string> begin_feed(const Feed& feed) {
  const auto function = feed.function().sql();
  std::vector<std::string> out{
      fmt::format("CREATE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET "
                  "search_path FROM CURRENT AS $pgstage${}$pgstage$",
                  function, body_of(feed)),
      fmt::format("REVOKE ALL ON FUNCTION {}() FROM PUBLIC", function)};
  for (const auto& [what, when] : kTriggers) {
    const auto name = quote_ident(feed.trigger(what));
    out.push_back(fmt::format("CREATE TRIGGER {} {} ON {} FOR EACH {} EXECUTE FUNCTION {}()", name,
                              when, feed.from.sql(), what == "all" ? "STATEMENT" : "ROW",
                              function));
    out.push_back(fmt::format("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}", feed.from.sql(), name));
  }
  return out;
}

std::vector<std::string> end_feed(const Feed& feed) {
  std::vector<std::string> out;
  for (const auto& [what, when] : kTriggers) {
    out.push_back(
        fmt::format("DROP TRIGGER {} ON {}", quote_ident(feed.trigger(what)), feed.from.sql()));
  }
  out.push_back(fmt::format("DROP FUNCTION {}()", feed.function().sql()));
  return out;
}

}  // namespace pgstage::plan
