#include "enum_labels.hpp"

#include <algorithm>

#include "versions.hpp"

namespace pgstage::effects {
namespace {

void refuse(Builder& out, const sql::ExpressionFacts& facts, const QualifiedName& name) {
  const auto* type = out.catalog().type(name);
  if (type == nullptr || type->uncommitted.empty()) return;
  // Before labels could be added to any enum in a transaction there was nothing to fear of them.
  if (!has(out.version(), Behaviour::EnumLabelsInTransactions)) return;
  if (type->uncommitted_itself && has(out.version(), Behaviour::OwnEnumLabelsAtOnce)) return;
  for (const auto label : facts.strings) {
    if (!type->uncommitted.contains(label)) continue;
    out.fail("55P04", "unsafe use of new value \"" + std::string{label} + "\" of enum type \"" +
                          name.name + "\"");
  }
}

}  // namespace

void refuse_new_labels(Builder& out, const sql::Expression& expression,
                       const catalog::Type& target) {
  if (!expression) return;
  const auto facts = sql::facts(expression);
  refuse(out, facts, target.name);
  for (const auto& cast : facts.casts) {
    refuse(out, facts, catalog::resolve_type(cast, out.catalog()).name);
  }
}

void refuse_new_labels(Builder& out, const sql::Expression& check,
                       const std::vector<catalog::Column>& columns) {
  if (!check) return;
  const auto names = sql::facts(check).columns;
  for (const auto& column : columns) {
    const bool used = std::find(names.begin(), names.end(), column.name) != names.end();
    if (used) refuse_new_labels(out, check, column.type);
  }
}

void refuse_new_labels(Builder& out, const sql::PartitionBound& bound,
                       const catalog::Relation& parent) {
  sql::ExpressionFacts facts;
  for (const auto* values : {&bound.from, &bound.to, &bound.values}) {
    facts.strings.insert(facts.strings.end(), values->begin(), values->end());
  }
  for (const auto& key : parent.partition_key) {
    if (const auto* column = parent.column(key)) refuse(out, facts, column->type.name);
  }
}

}  // namespace pgstage::effects
