#include "carry_over.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/model/names.hpp"
#include "pgstage/plan/chunk_walk.hpp"

#include "keys.hpp"
#include "row_terms.hpp"
#include "select_text.hpp"
#include "steps.hpp"
#include "sync.hpp"

namespace pgstage::plan {
namespace {

using catalog::Relation;
using catalog::RelationKind;
using Key = std::vector<std::pair<std::string, std::string>>;

bool all_not_null(const Relation& table, const std::vector<std::string>& columns) {
  return !columns.empty() && std::all_of(columns.begin(), columns.end(), [&](const auto& name) {
    const auto* column = table.column(name);
    return column != nullptr && column->not_null;
  });
}

/// No two rows of the source have the same.
bool tells_rows_apart(const Relation& source, const Key& key) {
  return std::any_of(source.indexes.begin(), source.indexes.end(), [&](const auto& index) {
    return index.unique && index.valid && !index.partial && all_not_null(source, index.columns) &&
           std::all_of(index.columns.begin(), index.columns.end(), [&](const auto& column) {
             return std::any_of(key.begin(), key.end(),
                                [&](const auto& pair) { return pair.second == column; });
           });
  });
}

/// A unique index of the target, of columns that are copied as they are.
std::optional<Key> key_of(const Relation& source, const Relation& target,
                          const std::vector<std::string>& columns, const sql::PlainSelect& select) {
  for (const auto& index : target.indexes) {
    const auto* constraint = target.constraint(index.constraint);
    const bool usable = index.unique && index.valid && !index.partial && !index.columns.empty() &&
                        (constraint == nullptr || !constraint->deferrable);
    if (!usable) continue;
    Key key;
    for (const auto& column : index.columns) {
      const auto at = std::find(columns.begin(), columns.end(), column) - columns.begin();
      const auto place = static_cast<std::size_t>(at);
      if (place == columns.size() || select.outputs[place].column.empty()) break;
      key.emplace_back(column, std::string{select.outputs[place].column});
    }
    if (key.size() == index.columns.size() && tells_rows_apart(source, key)) return key;
  }
  return std::nullopt;
}

std::vector<std::string> columns_of(const sql::Query& query, const Relation& target,
                                    std::size_t count) {
  std::vector<std::string> out{query.inserted.begin(), query.inserted.end()};
  for (std::size_t i = 0; query.inserted.empty() && i < std::min(count, target.columns.size());
       ++i) {
    out.push_back(target.columns[i].name);
  }
  return out;
}

bool is_read_alone(const sql::ExpressionFacts& facts) {
  const auto reads = std::count_if(facts.relations.begin(), facts.relations.end(), [](auto& use) {
    return use.how != sql::RelationUse::How::Write;
  });
  return facts.whole && !facts.star && !facts.sql_value_function && reads == 1;
}

QualifiedName function_of(const CarryOver& over) {
  return {over.source.schema, helper_name("pgstage_carry", over.source.name, over.target.name)};
}

std::string trigger_of(const CarryOver& over, std::string_view what) {
  return helper_name(fmt::format("zz_pgstage_{}_{:03}", what, over.number), over.target.name);
}

/// `a = OLD.x AND …`
std::string same_row(const CarryOver& over, std::string_view row, std::string_view table = {}) {
  std::vector<std::string> out;
  for (const auto& [column, from] : over.key) {
    out.push_back(fmt::format("{}{} = {}.{}", table, quote_ident(column), row, quote_ident(from)));
  }
  return fmt::format("{}", fmt::join(out, " AND "));
}

std::string key_changed(const CarryOver& over) {
  std::vector<catalog::Column> columns;
  for (const auto& column : over.read) {
    const bool part = std::any_of(over.key.begin(), over.key.end(),
                                  [&](const auto& pair) { return pair.second == column.name; });
    if (part) columns.push_back(column);
  }
  return any_changed(columns);
}

std::string key_columns(const CarryOver& over) {
  std::vector<std::string> out;
  for (const auto& [column, from] : over.key) out.push_back(column);
  return column_list(out);
}

std::string insert(const CarryOver& over, std::string_view from) {
  return fmt::format("INSERT INTO {} ({}) SELECT {} FROM {} AS {} WHERE ", over.target.sql(),
                     column_list(over.columns), over.list, from, quote_ident(over.alias));
}

/// Of those columns that do not find the row; of all where there are no others.
std::string set_columns(const CarryOver& over) {
  std::string out;
  const auto add = [&](const std::string& column) {
    out += fmt::format("{0}{1} = excluded.{1}", out.empty() ? "" : ", ", quote_ident(column));
  };
  for (const auto& column : over.columns) {
    const bool part = std::any_of(over.key.begin(), over.key.end(),
                                  [&](const auto& pair) { return pair.first == column; });
    if (!part) add(column);
  }
  if (out.empty()) add(over.columns.front());
  return out;
}

/// What references the new row must not hinder the old one: it goes first. No write of code of
/// before fails because of it. What is truncated takes its own rows along, since others may come
/// from elsewhere.
std::string body_of(const CarryOver& over) {
  return fmt::format(
      R"(
#variable_conflict use_column
BEGIN
  BEGIN
    IF TG_OP = 'TRUNCATE' THEN
      DELETE FROM {target} AS pgstage_row WHERE EXISTS
        (SELECT FROM {source} AS {alias} WHERE ({where}) AND {copied});
    ELSIF TG_WHEN = 'BEFORE' THEN
      IF TG_OP = 'DELETE' THEN
        DELETE FROM {target} WHERE {old};
      ELSIF {key_changed} THEN
        DELETE FROM {target} WHERE {old};
      END IF;
    ELSE
      IF TG_OP = 'UPDATE' THEN
        IF NOT ({changed}) THEN
          RETURN NULL;
        END IF;
      END IF;
      {insert}({where}) ON CONFLICT ({key}) DO UPDATE SET {set};
      IF NOT FOUND THEN
        DELETE FROM {target} WHERE {new};
      END IF;
    END IF;
  EXCEPTION WHEN OTHERS THEN
    RAISE WARNING 'not carried over to %: %', {name}, SQLERRM;
  END;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  IF TG_OP = 'TRUNCATE' THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END;
)",
      fmt::arg("target", over.target.sql()), fmt::arg("source", over.source.sql()),
      fmt::arg("alias", quote_ident(over.alias)),
      fmt::arg("copied", same_row(over, quote_ident(over.alias), "pgstage_row.")),
      fmt::arg("old", same_row(over, "OLD")), fmt::arg("new", same_row(over, "NEW")),
      fmt::arg("key_changed", key_changed(over)), fmt::arg("changed", any_changed(over.read)),
      fmt::arg("insert", insert(over, "(SELECT NEW.*)")), fmt::arg("where", over.where),
      fmt::arg("key", key_columns(over)), fmt::arg("set", set_columns(over)),
      fmt::arg("name", quote_literal(over.target.sql())));
}

struct Fired {
  std::string_view what;
  std::string_view when;
};
constexpr auto kTriggers = std::to_array<Fired>({{"leave", "BEFORE UPDATE OR DELETE"},
                                                 {"carry", "AFTER INSERT OR UPDATE"},
                                                 {"empty", "BEFORE TRUNCATE"}});

/// Code of before need not have any right on the new table.
std::vector<std::string> begin(const CarryOver& over) {
  const auto function = function_of(over).sql();
  const auto source = over.source.sql();
  std::vector<std::string> out{
      fmt::format("CREATE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET "
                  "search_path FROM CURRENT SET \"TimeZone\" FROM CURRENT AS $pgstage${}$pgstage$",
                  function, body_of(over)),
      fmt::format("REVOKE ALL ON FUNCTION {}() FROM PUBLIC", function)};
  for (const auto& [what, when] : kTriggers) {
    const auto name = quote_ident(trigger_of(over, what));
    out.push_back(fmt::format("CREATE TRIGGER {} {} ON {} FOR EACH {} EXECUTE FUNCTION {}()", name,
                              when, source, what == "empty" ? "STATEMENT" : "ROW", function));
    out.push_back(fmt::format("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}", source, name));
  }
  return out;
}

std::vector<std::string> end(const CarryOver& over) {
  std::vector<std::string> out;
  for (const auto& [what, when] : kTriggers) {
    out.push_back(fmt::format("DROP TRIGGER {} ON {}", quote_ident(trigger_of(over, what)),
                              over.source.sql()));
  }
  out.push_back(fmt::format("DROP FUNCTION {}()", function_of(over).sql()));
  return out;
}

/// A row that is copied is locked, since it would come back if it were deleted meanwhile.
Step copy_step(const Change& change, const CarryOver& over) {
  const auto alias = quote_ident(over.alias);
  const auto range = fmt::format("{} AND ({})", block_range(), over.where);
  Step step;
  step.kind = StepKind::Backfill;
  step.title = fmt::format("Copy rows of {} to {} in chunks", over.source.sql(), over.target.sql());
  step.sql = {fmt::format("{}{} FOR SHARE ON CONFLICT ({}) DO NOTHING",
                          insert(over, over.source.sql()), range, key_columns(over))};
  step.chunks = Chunks{
      .table = over.source.sql(), .walk = Walk::Blocks, .key = {}, .remaining = {}, .quiet = false};
  step.chunks->remaining = fmt::format(
      "SELECT count(*) FROM {} AS {} WHERE {} AND NOT EXISTS (SELECT FROM {} AS pgstage_row WHERE "
      "{})",
      over.source.sql(), alias, range, over.target.sql(), same_row(over, alias, "pgstage_row."));
  step.from = change.origin;
  return step;
}

}  // namespace

std::optional<CarryOver> carry_over(const Change& change, const sql::Query& query) {
  const bool plain = query.verb == sql::Query::Verb::Insert && query.source &&
                     query.resolved.empty() && !query.infers_index && !query.overriding &&
                     !query.has_with && !query.returning;
  if (!plain) return std::nullopt;
  const auto target_name = change.before.resolve(query.target);
  const auto* target = change.relation(target_name);
  const auto facts = sql::facts(query.source);
  const auto select = sql::plain_select(query.source);
  if (!select || target == nullptr || !target->created_in_batch || !is_read_alone(facts)) {
    return std::nullopt;
  }
  const auto source_name = change.before.resolve(select->relation);
  const auto* source = change.relation(source_name);
  const bool whole = source != nullptr && source->known && change.live(source_name) &&
                     (source->kind == RelationKind::PartitionedTable ||
                      (source->kind == RelationKind::Table && source->children.empty()));
  const auto text = select_text(change.text);
  const auto volatility = catalog::volatility_of(facts, change.before.catalog());
  const bool computed = volatility.volatility == Volatility::Immutable;
  if (!whole || !text || !computed) return std::nullopt;
  CarryOver out{.number = change.number,
                .source = source_name,
                .target = target_name,
                .alias = text->alias,
                .columns = columns_of(query, *target, select->outputs.size()),
                .list = text->list,
                .where = text->where,
                .key = {},
                .read = {}};
  if (out.columns.size() != select->outputs.size()) return std::nullopt;
  const auto key = key_of(*source, *target, out.columns, *select);
  bool leaves = change.batch.leaving_tables.contains(source_name);
  for (const auto& column : source->columns) {
    if (std::find(facts.columns.begin(), facts.columns.end(), column.name) == facts.columns.end()) {
      continue;
    }
    leaves = leaves || change.leaves(source_name, column.name);
    out.read.push_back(column);
  }
  if (!key || !leaves) return std::nullopt;
  out.key = *key;
  return out;
}

void carry(const Change& change, const CarryOver& over, Draft& out) {
  const auto source = over.source.sql();
  const auto target = over.target.sql();
  out.rely_on(source);
  out.expand(metadata_step(
      change, {.title = fmt::format("Carry over to {} what is written to {}", target, source),
               .sql = begin(over),
               .undo = end(over),
               .done = trigger_exists(over.source, trigger_of(over, kTriggers.back().what))}));
  out.migrate(copy_step(change, over));
  out.gate(PhaseName::Contract,
           fmt::format("see that the server's log has no warning \"not carried over to {0}\", then "
                       "deploy code that uses {0} instead of {1}: what it writes there is not "
                       "carried back",
                       target, source));
  // Whoever turned one off may have written what is only in the source.
  std::string enabled = "SELECT true";
  for (const auto& [what, when] : kTriggers) {
    enabled += fmt::format(" AND ({})", trigger_exists(over.source, trigger_of(over, what)));
  }
  out.contract(check_step(
      change,
      fmt::format("See that the triggers that carry writes over from {} are enabled ALWAYS",
                  source),
      enabled));
  out.contract(
      metadata_step(change, {.title = fmt::format("Leave {} to who writes it", target),
                             .sql = end(over),
                             .undo = begin(over),
                             .done = fmt::format("SELECT to_regprocedure({}) IS NULL",
                                                 quote_literal(function_of(over).sql() + "()"))}));
  out.keep_up();
  out.take_over(over.target);
  // Nobody can tell what new code writes to the source from what code of before does.
  accept_later_use(change, over.source, out);
  const auto* relation = change.relation(over.target);
  for (const auto& column : relation->columns) {
    const bool given =
        std::find(over.columns.begin(), over.columns.end(), column.name) != over.columns.end();
    const bool numbered = column.identity != Identity::None ||
                          (column.default_value && column.generated == Generated::None &&
                           column.default_value->volatility == Volatility::Volatile);
    if (!given && numbered) out.accept("values of " + column_object(over.target, column.name));
  }
}

}  // namespace pgstage::plan
