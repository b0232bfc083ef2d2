#include "pgstage/lint/actions.hpp"

#include <algorithm>
#include <utility>

#include "pgstage/catalog/limits.hpp"
#include "pgstage/catalog/tree.hpp"
#include "pgstage/lint/words.hpp"
#include "pgstage/model/utf8.hpp"

namespace pgstage::lint {
namespace {

/// The altered table for what is below it.
QualifiedName whole_of(const Context& context, const QualifiedName& table) {
  const auto altered = altered_table(context);
  if (!altered || *altered == table) return table;
  const auto below = catalog::descendants(context.before.catalog(), *altered);
  return std::find(below.begin(), below.end(), table) == below.end() ? table : *altered;
}

template <class Item>
std::vector<Touched> by_action(const std::vector<Item>& items, const effects::Effects& effects,
                               const Context& context, effects::Why why) {
  std::vector<Touched> out;
  for (const auto& item : items) {
    if (item.why != why || !context.live(item.table)) continue;
    const auto mode = effects.lock_on(item.table);
    if (!mode || !blocks_writes(*mode) || was_emptied(context, item.table)) continue;
    Touched touched{whole_of(context, item.table), item.object, item.action};
    const bool there = std::any_of(out.begin(), out.end(), [&](const Touched& each) {
      return each.table == touched.table && each.object == touched.object &&
             each.action == touched.action;
    });
    if (!there) out.push_back(std::move(touched));
  }
  return out;
}

}  // namespace

std::optional<QualifiedName> altered_table(const Context& context) {
  const auto* alter = std::get_if<sql::AlterTable>(&context.view);
  if (alter == nullptr) return std::nullopt;
  return context.before.resolve(alter->name);
}

std::vector<Touched> scans_by_action(const effects::Effects& effects, const Context& context,
                                     effects::Why why) {
  return by_action(effects.scans, effects, context, why);
}

std::vector<Touched> rewrites_by_action(const effects::Effects& effects, const Context& context,
                                        effects::Why why) {
  return by_action(effects.rewrites, effects, context, why);
}

std::vector<std::string> action_texts(const Context& context) {
  std::vector<std::string> out;
  for (const auto span : context.script.action_spans(context.statement)) {
    out.emplace_back(context.script.text(span));
  }
  return out;
}

std::string with_actions(const Context& context, const std::vector<std::string>& texts) {
  const auto whole = context.statement.span();
  const auto first = context.script.action_spans(context.statement).front().offset;
  std::string actions;
  for (const auto& text : texts) {
    if (text.empty()) continue;
    if (!actions.empty()) actions += ", ";
    actions += text;
  }
  if (actions.empty()) return {};
  return std::string{context.script.text({whole.offset, first - whole.offset})} + actions;
}

std::string with_action(const Context& context, std::size_t action, std::string text) {
  auto texts = action_texts(context);
  texts.at(action) = std::move(text);
  return with_actions(context, texts);
}

std::string action_without(const Context& context, std::size_t action,
                           const std::vector<std::string_view>& parts) {
  const auto whole = context.script.text(context.span_of_action(action));
  std::string out{whole};
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    auto begin = static_cast<std::size_t>(part->data() - whole.data());
    auto length = part->size();
    for (; begin > 0 && (out[begin - 1] == ' ' || out[begin - 1] == '\n'); --begin) ++length;
    out.erase(begin, length);
  }
  return out;
}

std::string bare_column(const Context& context, const sql::AlterAction& adds) {
  const auto type = catalog::resolve_type(adds.column->type, context.before.catalog());
  return std::string{"ADD COLUMN "} + (adds.if_exists ? "IF NOT EXISTS " : "") +
         quote_ident(adds.column->name) + " " + catalog::to_string(type);
}

std::optional<std::string> column_for_new_rows(const Context& context,
                                               const sql::AlterAction& adds) {
  const auto& column = *adds.column;
  const bool more = !column.constraints.empty() || !column.collation.name.empty();
  if (more || !column.default_value) return std::nullopt;
  return bare_column(context, adds) + ", ALTER COLUMN " + quote_ident(column.name) +
         " SET DEFAULT " + std::string{context.script.text(column.default_value)};
}

std::string in_order(const std::vector<std::string>& statements) {
  std::string out;
  for (const auto& statement : statements) {
    if (statement.empty()) continue;
    if (!out.empty()) out += ";\n";
    out += statement;
  }
  return out;
}

std::string name_for(std::string_view stem, std::string_view suffix) {
  constexpr auto kLongest = catalog::kLongestName;
  const std::size_t room = kLongest - std::min(suffix.size() + 1, kLongest);
  return std::string{clipped(stem, room)} + "_" + std::string{suffix};
}

std::string column_list(const std::vector<std::string>& columns) {
  std::string out;
  for (const auto& column : columns) out += (out.empty() ? "" : ", ") + quote_ident(column);
  return out;
}

std::string steps_to_not_null(const QualifiedName& table, const std::vector<std::string>& columns,
                              ServerVersion version) {
  const std::string alter = "ALTER TABLE " + table.sql();
  std::vector<std::string> steps;
  if (version.major >= 18) {
    for (const auto& column : columns) {
      const auto name = quote_ident(name_for(table.name + "_" + column, "not_null"));
      steps.push_back(alter + " ADD CONSTRAINT " + name + " NOT NULL " + quote_ident(column) +
                      " NOT VALID");
      steps.push_back(alter + " VALIDATE CONSTRAINT " + name);
    }
    return in_order(steps);
  }
  std::string condition;
  std::string set;
  for (const auto& column : columns) {
    const auto quoted = quote_ident(column);
    condition += (condition.empty() ? "" : " AND ") + quoted + " IS NOT NULL";
    set += (set.empty() ? " ALTER COLUMN " : ", ALTER COLUMN ") + quoted + " SET NOT NULL";
  }
  const auto name = quote_ident(name_for(table.name + "_" + columns.front(), "not_null"));
  steps.push_back(alter + " ADD CONSTRAINT " + name + " CHECK (" + condition + ") NOT VALID");
  steps.push_back(alter + " VALIDATE CONSTRAINT " + name);
  if (version.major >= 12) {
    steps.push_back(alter + set);
    steps.push_back(alter + " DROP CONSTRAINT " + name);
  }
  return in_order(steps);
}

}  // namespace pgstage::lint
