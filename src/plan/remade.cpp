#include "remade.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/lexer.hpp"

#include "absent.hpp"
#include "kept_definition.hpp"
#include "steps.hpp"

namespace pgstage::plan {
namespace {

using sql::ObjectKind;

std::string argument_types(const std::vector<sql::TypeName>& types,
                           const catalog::Catalog& catalog) {
  std::string out;
  for (const auto& type : types) {
    out += (out.empty() ? "" : ", ") + catalog::to_string(catalog::resolve_type(type, catalog));
  }
  return out;
}

/// The types of `(a integer, OUT b text)`, as a function with these arguments is called.
std::string types_of_list(std::string_view list, const catalog::Catalog& catalog) {
  const auto script =
      sql::Script::parse(fmt::format("CREATE PROCEDURE f{} LANGUAGE sql AS ''", list));
  if (script.statements().empty()) return {};
  const auto view = script.statements().front().view();
  const auto* function = std::get_if<sql::CreateFunction>(&view);
  return function == nullptr ? std::string{} : argument_types(function->arguments, catalog);
}

/// What each function of a DROP FUNCTION has in parentheses; nothing for one without.
std::vector<std::optional<std::string>> argument_lists(std::string_view text, std::size_t count) {
  std::vector<std::optional<std::string>> out(count);
  sql::Lexer lexer(text);
  std::size_t at = 0;
  std::size_t begin = 0;
  int depth = 0;
  for (sql::Token token; lexer.next_significant(token) && at < count;) {
    if (lexer.is_punctuation(token, '(') && depth++ == 0) begin = token.span.offset;
    if (lexer.is_punctuation(token, ')') && --depth == 0) {
      out[at] = std::string{text.substr(begin, token.span.offset + 1 - begin)};
    }
    if (lexer.is_punctuation(token, ',') && depth == 0) ++at;
  }
  return out;
}

/// A name alone stands for the only function that has it.
std::optional<std::string> types_of_only(const QualifiedName& name,
                                         const catalog::Catalog& catalog) {
  const auto* function = catalog.function(name);
  if (function == nullptr || function->overloads.size() != 1) return std::nullopt;
  std::string out;
  for (const auto& type : function->overloads.front().arguments) {
    out += (out.empty() ? "" : ", ") + catalog::to_string(type);
  }
  return out;
}

std::vector<Remade> functions_of(const sql::Script& script, const sql::Statement& statement,
                                 const sql::Drop& drop, const catalog::Replay& before) {
  const auto lists = argument_lists(script.text(statement.span()), drop.names.size());
  std::vector<Remade> out;
  for (std::size_t i = 0; i < drop.names.size(); ++i) {
    const auto name = before.resolve_new(drop.names[i]);
    const auto types = lists[i] ? types_of_list(*lists[i], before.catalog())
                                : types_of_only(name, before.catalog());
    if (!types) return {};
    out.push_back({drop.object, name, *types});
  }
  return out;
}

bool reads(const catalog::Relation* view, const QualifiedName& other) {
  return view != nullptr && std::any_of(view->reads.begin(), view->reads.end(),
                                        [&](const auto& each) { return each.relation == other; });
}

/// A view that another reads has to be there before it.
std::vector<Remade> in_order_of_making(std::vector<Remade> views, const catalog::Catalog& catalog) {
  std::vector<Remade> out;
  while (!views.empty()) {
    auto first = std::find_if(views.begin(), views.end(), [&](const auto& view) {
      return std::none_of(views.begin(), views.end(), [&](const auto& other) {
        return reads(catalog.relation(view.name), other.name);
      });
    });
    if (first == views.end()) first = views.begin();
    out.push_back(*first);
    views.erase(first);
  }
  return out;
}

std::vector<Remade> views_of(const sql::Statement& statement, const sql::Drop& drop,
                             const catalog::Replay& before, ServerVersion version) {
  std::vector<Remade> out;
  for (const auto& name : drop.names) {
    out.push_back({ObjectKind::View, before.resolve(name), {}});
  }
  // CASCADE takes those along that read it.
  for (const auto& name : effects::analyze(statement, drop, before, version).drops) {
    const Remade view{ObjectKind::View, name, {}};
    if (std::find(out.begin(), out.end(), view) == out.end()) out.push_back(view);
  }
  const bool all_views = std::all_of(out.begin(), out.end(), [&](const auto& view) {
    const auto* found = before.catalog().relation(view.name);
    return found == nullptr || found->kind == catalog::RelationKind::View;
  });
  if (!all_views) return {};
  return in_order_of_making(std::move(out), before.catalog());
}

/// One that is in use, and can be built while others write.
std::vector<Remade> index_of(const sql::Drop& drop, const catalog::Replay& before) {
  if (drop.names.size() != 1) return {};
  const auto name = before.resolve_index(drop.names.front());
  const auto* table = before.catalog().table_of_index(name);
  const bool plain = table != nullptr && table->kind == catalog::RelationKind::Table &&
                     !table->created_in_batch && table->persistence != Persistence::Temporary &&
                     table->index(name.name)->parent.empty();
  if (!plain) return {};
  return {{ObjectKind::Index, name, {}}};
}

/// One that nothing else reads.
std::vector<Remade> materialized_view_of(const sql::Drop& drop, const catalog::Replay& before) {
  if (drop.names.size() != 1 || drop.cascade) return {};
  const auto name = before.resolve(drop.names.front());
  const auto* view = before.catalog().relation(name);
  const bool plain = view != nullptr && view->known &&
                     view->kind == catalog::RelationKind::MaterializedView &&
                     !view->created_in_batch && before.catalog().readers(name).empty();
  if (!plain) return {};
  return {{ObjectKind::MaterializedView, name, {}}};
}

std::string quoted_name(const Remade& object) { return quote_literal(object.name.sql()); }

const catalog::Function::Overload* overload(const Remade& object, const catalog::Catalog& catalog) {
  const auto* function = catalog.function(object.name);
  if (function == nullptr) return nullptr;
  for (const auto& each : function->overloads) {
    std::string types;
    for (const auto& type : each.arguments) {
      types += (types.empty() ? "" : ", ") + catalog::to_string(type);
    }
    if (types == object.part) return &each;
  }
  return nullptr;
}

/// What such a row has in it is not known.
bool returns_row(const catalog::Function::Overload& function) {
  return function.returns.name.name.empty() || function.returns.name.name == "record";
}

}  // namespace

std::vector<Remade> taken_away(const sql::Script& script, const sql::Statement& statement,
                               const catalog::Replay& before, ServerVersion version) {
  const auto view = statement.view();
  const auto* drop = std::get_if<sql::Drop>(&view);
  if (drop == nullptr || drops_nothing(view, before)) return {};
  if (drop->object == ObjectKind::Index) return index_of(*drop, before);
  if (drop->object == ObjectKind::MaterializedView) return materialized_view_of(*drop, before);
  if (drop->object == ObjectKind::View) return views_of(statement, *drop, before, version);
  if (drop->cascade) return {};
  std::vector<Remade> out;
  if (drop->object == ObjectKind::Function) out = functions_of(script, statement, *drop, before);
  if (drop->object == ObjectKind::Trigger || drop->object == ObjectKind::Policy) {
    for (std::size_t i = 0; i < drop->names.size(); ++i) {
      out.push_back({drop->object, before.resolve(drop->names[i]), std::string{drop->parts[i]}});
    }
  }
  return out;
}

std::optional<Remade> made_by(const sql::View& view, const catalog::Replay& before) {
  if (const auto* made = std::get_if<sql::CreateView>(&view)) {
    return Remade{ObjectKind::View, before.resolve_new(made->name), {}};
  }
  const auto* filled = std::get_if<sql::CreateTableAs>(&view);
  if (filled != nullptr && filled->materialized_view) {
    return Remade{ObjectKind::MaterializedView, before.resolve_new(filled->name), {}};
  }
  if (const auto* made = std::get_if<sql::CreateIndex>(&view)) {
    return Remade{
        ObjectKind::Index, {before.resolve(made->table).schema, std::string{made->name}}, {}};
  }
  if (const auto* made = std::get_if<sql::CreateFunction>(&view)) {
    return Remade{ObjectKind::Function, before.resolve_new(made->name),
                  argument_types(made->arguments, before.catalog())};
  }
  if (const auto* made = std::get_if<sql::CreateTrigger>(&view)) {
    return Remade{ObjectKind::Trigger, before.resolve(made->table), std::string{made->name}};
  }
  const auto* made = std::get_if<sql::TableObject>(&view);
  if (made == nullptr || made->alter || made->object != ObjectKind::Policy) return std::nullopt;
  return Remade{ObjectKind::Policy, before.resolve(made->table), std::string{made->name}};
}

std::string words(const Remade& object) {
  switch (object.object) {
    case ObjectKind::Function:
      return fmt::format("function {}({})", object.name.sql(), object.part);
    case ObjectKind::Trigger:
      return fmt::format("trigger {} on {}", quote_ident(object.part), object.name.sql());
    case ObjectKind::Policy:
      return fmt::format("policy {} on {}", quote_ident(object.part), object.name.sql());
    case ObjectKind::Index:
      return "index " + object.name.sql();
    case ObjectKind::MaterializedView:
      return "materialized view " + object.name.sql();
    default:
      return "view " + object.name.sql();
  }
}

std::string drop(const Remade& object) {
  switch (object.object) {
    case ObjectKind::Function:
      return fmt::format("DROP ROUTINE {}({})", object.name.sql(), object.part);
    case ObjectKind::Trigger:
      return fmt::format("DROP TRIGGER {} ON {}", quote_ident(object.part), object.name.sql());
    case ObjectKind::Policy:
      return fmt::format("DROP POLICY {} ON {}", quote_ident(object.part), object.name.sql());
    default:
      return "DROP VIEW " + object.name.sql();
  }
}

std::string definition(const Remade& object) {
  switch (object.object) {
    case ObjectKind::Function:
      return routine_definition(fmt::format("{}({})", object.name.sql(), object.part));
    case ObjectKind::Trigger:
      return trigger_definition(object.name, object.part);
    case ObjectKind::Policy:
      return policy_definition(object.name, object.part);
    default:
      return fmt::format("pgstage.view_definition(to_regclass({}), false)", quoted_name(object));
  }
}

std::vector<effects::Broken> broken_by(const Remade& object, const catalog::Replay& before,
                                       const catalog::Replay& after, ServerVersion version) {
  using What = effects::Broken::What;
  if (object.object == ObjectKind::Function) {
    const auto* old_one = overload(object, before.catalog());
    const auto* new_one = overload(object, after.catalog());
    if (old_one == nullptr && before.catalog().complete()) return {};
    const bool same =
        old_one != nullptr && new_one != nullptr && old_one->returns == new_one->returns;
    if (same && !returns_row(*old_one)) return {};
    return {{What::Type, object.name, {}}};
  }
  if (object.object != ObjectKind::View && object.object != ObjectKind::MaterializedView) return {};
  const auto* old_view = before.catalog().relation(object.name);
  const auto* new_view = after.catalog().relation(object.name);
  if (old_view == nullptr && before.catalog().complete()) return {};
  if (old_view == nullptr || !old_view->known || new_view == nullptr) {
    return {{What::Type, object.name, {}}};
  }
  std::vector<effects::Broken> out;
  for (const auto& column : old_view->columns) {
    const auto* now = new_view->column(column.name);
    if (now == nullptr) {
      out.push_back({What::Gone, object.name, column.name});
    } else if (effects::type_change(column.type, now->type, false, before, version).rewrite) {
      out.push_back({What::Type, object.name, column.name});
    }
  }
  return out;
}

}  // namespace pgstage::plan
