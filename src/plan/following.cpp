#include "following.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "row_terms.hpp"
#include "steps.hpp"
#include "sync.hpp"

namespace pgstage::plan {
namespace {

/// Everything the statement computes with is in the row that it changes.
bool is_of_the_row(const sql::ExpressionFacts& facts) {
  return facts.whole && facts.relations.empty() && !facts.star;
}

/// The default, where it is always the same: how to tell that nobody gave the column a value.
std::optional<std::string> usual_of(const catalog::Column& column) {
  if (!column.default_value) return "NULL";
  if (column.default_value->volatility != Volatility::Immutable) return std::nullopt;
  return "(" + column.default_value->sql + ")";
}

std::string trigger_of(const Following& following) {
  return helper_name(fmt::format("zz_pgstage_sync_{:03}", following.number),
                     following.targets.front().column);
}

QualifiedName function_of(const Following& following) {
  return {following.table.schema,
          helper_name("pgstage_follow", following.table.name, following.targets.front().column)};
}

/// `NEW.a IS DISTINCT FROM OLD.a OR …`
template <class Columns>
std::string any_differs(const Columns& columns) {
  std::vector<std::string> out;
  for (const auto& each : columns) {
    const auto name = quote_ident(each.column);
    out.push_back(differ(each.type, "NEW." + name, "OLD." + name));
  }
  return fmt::format("{}", fmt::join(out, " OR "));
}

/// Code of now gave one of them a value.
std::string any_given(const Following& following) {
  std::vector<std::string> out;
  for (const auto& each : following.targets) {
    out.push_back(differ(each.type, "NEW." + quote_ident(each.column), each.usual));
  }
  return fmt::format("{}", fmt::join(out, " OR "));
}

/// Rows are filled as if nobody had filled them before. What cannot be computed fails no write.
std::string body_of(const Following& following) {
  sql::ColumnTexts row;
  for (const auto& source : following.sources) {
    row[source.column] = "NEW." + quote_ident(source.column);
  }
  for (const auto& target : following.targets) {
    row[target.column] = fmt::format("({}::{})", target.usual, catalog::to_string(target.type));
  }
  std::string assign;
  for (const auto& target : following.targets) {
    auto value = sql::with_columns(target.value, row);
    // Code of now that gives neither the one nor the other has to get through.
    if (target.not_null) value = fmt::format("coalesce({}, {})", value, target.usual);
    assign += fmt::format("\n        NEW.{} := {};", quote_ident(target.column), value);
  }
  return fmt::format(R"(
DECLARE
  by_old_code boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    by_old_code := NOT ({given});
  ELSE
    by_old_code := ({source_changed}) AND NOT ({target_changed});
  END IF;
  IF by_old_code THEN
    BEGIN
      IF {where} THEN{assign}
      END IF;
    EXCEPTION WHEN OTHERS THEN
      NULL;
    END;
  END IF;
  RETURN NEW;
END;
)",
                     fmt::arg("given", any_given(following)),
                     fmt::arg("source_changed", any_differs(following.sources)),
                     fmt::arg("target_changed", any_differs(following.targets)),
                     fmt::arg("where", sql::with_columns(following.where, row)),
                     fmt::arg("assign", assign));
}

/// The values hang on the settings of the migration, not on those of whoever writes.
std::vector<std::string> begin(const Following& following) {
  const auto table = following.table.sql();
  const auto trigger = quote_ident(trigger_of(following));
  const auto function = function_of(following).sql();
  return {
      fmt::format("CREATE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM "
                  "CURRENT SET \"TimeZone\" FROM CURRENT AS $pgstage${}$pgstage$",
                  function, body_of(following)),
      fmt::format("CREATE TRIGGER {} BEFORE INSERT OR UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION "
                  "{}()",
                  trigger, table, function),
      fmt::format("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}", table, trigger)};
}

std::vector<std::string> end(const Following& following) {
  return {fmt::format("DROP TRIGGER {} ON {}", quote_ident(trigger_of(following)),
                      following.table.sql()),
          fmt::format("DROP FUNCTION {}()", function_of(following).sql())};
}

std::string names_of(const Following& following) {
  std::vector<std::string> out;
  for (const auto& target : following.targets) out.push_back(quote_ident(target.column));
  return fmt::format("{}", fmt::join(out, ", "));
}

}  // namespace

std::optional<Following> following(const Change& change, const sql::Query& query) {
  const auto table = change.before.resolve(query.target);
  const auto* relation = change.relation(table);
  if (query.verb != sql::Query::Verb::Update || relation == nullptr || query.only) return {};
  Following out{.number = change.number, .table = table, .targets = {}, .sources = {}, .where = {}};
  const auto condition = sql::facts(query.where);
  std::set<std::string_view> read(condition.columns.begin(), condition.columns.end());
  bool of_the_row = is_of_the_row(condition);
  for (std::size_t i = 0; i < query.assigned.size(); ++i) {
    const auto* column = relation->column(query.assigned[i]);
    const auto usual = column == nullptr ? std::nullopt : usual_of(*column);
    if (!usual || !change.is_new_column(table, column->name)) return {};
    const auto facts = sql::facts(query.values[i]);
    of_the_row = of_the_row && is_of_the_row(facts);
    read.insert(facts.columns.begin(), facts.columns.end());
    out.targets.push_back({column->name, column->type,
                           std::string{change.script.text(query.values[i])}, *usual,
                           column->not_null});
  }
  bool leaves = false;
  for (const auto name : read) {
    const bool target =
        std::find(query.assigned.begin(), query.assigned.end(), name) != query.assigned.end();
    if (target) continue;
    const auto* column = relation->column(name);
    if (column == nullptr) return {};
    leaves = leaves || change.leaves(table, column->name);
    out.sources.push_back({column->name, column->type});
  }
  if (!of_the_row || !leaves) return {};
  out.where = query.where ? std::string{change.script.text(query.where)} : "true";
  return out;
}

void follow(const Change& change, const Following& following, Draft& out) {
  const auto there = trigger_exists(following.table, trigger_of(following));
  out.expand(metadata_step(
      change, {.title = fmt::format("Fill {} of {} whenever what they are computed from is written",
                                    names_of(following), following.table.sql()),
               .sql = begin(following),
               .undo = end(following),
               .done = there}));
  // Whoever turned it off may have left rows behind.
  out.contract(check_step(
      change,
      fmt::format("See that the trigger that fills {} is enabled ALWAYS", names_of(following)),
      there));
  out.contract(metadata_step(
      change, {.title = fmt::format("Leave {} of {} to who writes them", names_of(following),
                                    following.table.sql()),
               .sql = end(following),
               .undo = begin(following),
               .done = fmt::format("SELECT to_regprocedure({}) IS NULL",
                                   quote_literal(function_of(following).sql() + "()"))}));
  out.keep_up();
  // Nobody can tell an INSERT that gives no value from one of old code.
  accept_later_use(change, following.table, out);
}

}  // namespace pgstage::plan
