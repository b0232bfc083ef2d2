#include "enum_labels.hpp"

#include "versions.hpp"

namespace pgstage::effects {
namespace {

void refuse(Builder& out, const sql::ExpressionFacts& facts, const QualifiedName& name) {
  const auto* type = out.catalog().type(name);
  if (type == nullptr || type->uncommitted.empty()) return;
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

}  // namespace pgstage::effects
