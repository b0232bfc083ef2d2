#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

std::vector<catalog::Type> arguments_of(const lint::Context& context,
                                        const sql::CreateFunction& create) {
  std::vector<catalog::Type> out;
  for (const auto& argument : create.arguments) {
    out.push_back(catalog::resolve_type(argument, context.before.catalog()));
  }
  return out;
}

/// An index that is computed with it; empty for none.
std::string index_over(const catalog::Catalog& catalog, const QualifiedName& function) {
  for (const auto* table : catalog.mentioning(function)) {
    for (const auto& index : table->indexes) {
      const auto& called = index.functions;
      if (std::find(called.begin(), called.end(), function) != called.end()) return index.name;
    }
  }
  return {};
}

lint::Unless unless_dropped(QualifiedName name) {
  const auto is_alone = [name = std::move(name)](const catalog::Replay& then) {
    const auto* found = then.catalog().function(name);
    return found == nullptr || found->overloads.size() < 2;
  };
  return {lint::Unless::Until::Deploy, is_alone};
}

void check(const sql::CreateFunction& create, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (!create.replace) return;
  const auto name = context.before.resolve_new(create.name);
  const auto* known = context.before.catalog().function(name);
  const std::string words = "function \"" + name.plain() + "\"";
  if (known == nullptr || known->created_in_batch || known->overloads.empty()) return;
  if (effects.fails) {
    if (effects.fails->sqlstate != "42P13") return;
    out.add({.span = context.statement.span(),
             .message = "OR REPLACE is refused: " + words + " returns another type"});
    return;
  }
  const auto& overloads = known->overloads;
  const bool replaces = std::any_of(overloads.begin(), overloads.end(),
                                    [arguments = arguments_of(context, create)](const auto& each) {
                                      return each.arguments == arguments;
                                    });
  if (!replaces) {
    out.add({.span = context.statement.span(),
             .message = words + " has other arguments: nothing is replaced, and both are there",
             .unless = unless_dropped(name)});
    return;
  }
  const auto index = index_over(context.before.catalog(), name);
  if (index.empty() || create.volatility == Volatility::Immutable || overloads.size() > 1) return;
  out.add({.span = context.statement.span(),
           .message = "index \"" + index + "\" is computed with " + words +
                      ", which is not IMMUTABLE any more"});
}

}  // namespace

extern const lint::Rule function_signature_change = {
    .info =
        {
            .id = "function-signature-change",
            .title = "OR REPLACE does not replace the function that is meant",
            .severity = Severity::Warning,
            .category = lint::Category::Compatibility,
            .why = "A function is known by its name and the types of its arguments. With other "
                   "arguments OR REPLACE makes a second function: callers of the old one go on "
                   "running the old body, or, where the new arguments have defaults, fail because "
                   "nothing says which one is meant (42725). With another return type it is "
                   "refused (42P13). An index that was computed with an IMMUTABLE function is "
                   "wrong once the function is not IMMUTABLE any more.",
            .instead = "Give the new function another name and move the callers. Or drop the old "
                       "one and create the new one in one transaction, with whatever calls it.",
            .fine = "The same deploy drops the old function, or the function was made by the same "
                    "deploy.",
            .source = "CREATE FUNCTION; measured on 15",
            .aliases = "pg-schema-diff:HAS_UNTRACKABLE_DEPENDENCIES "
                       "safe-migrate:function-volatility-change",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
