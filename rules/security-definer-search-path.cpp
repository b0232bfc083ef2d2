#include <optional>
#include <utility>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

lint::Unless unless_closed(QualifiedName function) {
  const auto is_closed = [function = std::move(function)](const catalog::Replay& then) {
    const auto* found = then.catalog().function(function);
    return found == nullptr || !found->exposed;
  };
  return {lint::Unless::Until::Deploy, is_closed};
}

/// The function that the statement gives its owner's rights.
std::optional<sql::Name> exposed(const sql::View& view) {
  if (const auto* create = std::get_if<sql::CreateFunction>(&view)) {
    const bool native = create->language == "c" || create->language == "internal";
    const bool open = create->security_definer && !create->sets_search_path && !native &&
                      create->sql_body.empty();
    return open ? std::optional{create->name} : std::nullopt;
  }
  const auto* alter = std::get_if<sql::AlterFunction>(&view);
  const bool open = alter != nullptr && alter->security_definer.value_or(false) &&
                    !alter->sets_search_path.value_or(false);
  return open ? std::optional{alter->name} : std::nullopt;
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  const auto function = exposed(context.view);
  if (!function) return;
  const auto name = context.before.resolve_new(*function);
  lint::Findings::Draft draft{.span = context.statement.span(),
                              .message = "function \"" + name.plain() +
                                         "\" has its owner's rights and its caller's search_path"};
  if (std::holds_alternative<sql::CreateFunction>(context.view)) draft.unless = unless_closed(name);
  out.add(std::move(draft));
}

}  // namespace

extern const lint::Rule security_definer_search_path = {
    .info =
        {
            .id = "security-definer-search-path",
            .title = "a function with its owner's rights finds names where its caller says",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "A SECURITY DEFINER function runs with the rights of its owner, but looks its "
                   "names up in the search_path of whoever calls it. Who can make a table, "
                   "function or operator in any schema of that path can make the function use it, "
                   "with the rights of the owner.",
            .instead = "Add SET search_path to the function, to an empty path or to trusted "
                       "schemas with pg_temp as the last, and write names with their schema.",
            .fine = "The function sets search_path, or the deploy does so with ALTER FUNCTION, or "
                    "its body was parsed when it was made (BEGIN ATOMIC).",
            .source = "CREATE FUNCTION, Writing SECURITY DEFINER Functions Safely",
            .aliases = "migrationpilot:MP099 pgrubic:ST003 pgrubic:ST004 pgrubic:ST005 "
                       "splinter:function-search-path-mutable",
        },
    .check = check,
};

}  // namespace pgstage::rules
