#include "swap_view.hpp"

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/lexer.hpp"

#include "steps.hpp"

namespace pgstage::plan {
namespace {

constexpr auto kKind = catalog::RelationKind::MaterializedView;

/// The statement with another name in it.
std::string with_name(std::string_view text, const QualifiedName& name) {
  sql::Lexer lexer(text);
  sql::Token token;
  while (lexer.next_significant(token) && !lexer.is_word(token, "view")) {
  }
  lexer.next_significant(token);
  for (const auto* word : {"if", "not", "exists"}) {
    if (lexer.is_word(token, word)) lexer.next_significant(token);
  }
  auto end = token.span.end();
  while (lexer.next_significant(token) && lexer.is_punctuation(token, '.')) {
    lexer.next_significant(token);
    end = token.span.end();
  }
  return fmt::format("CREATE MATERIALIZED VIEW {}{}", name.sql(), text.substr(end));
}

std::string rename(std::string_view what, const QualifiedName& from, const QualifiedName& to) {
  return fmt::format("ALTER {} {} RENAME TO {}", what, from.sql(), quote_ident(to.name));
}

}  // namespace

void swap_materialized_view(const Change& all, const Change& made, Draft& out) {
  const auto name = made.before.resolve_new(std::get<sql::CreateTableAs>(made.view).name);
  const QualifiedName fresh{name.schema, helper_name("pgstage_new", name.name)};
  const QualifiedName old{name.schema, helper_name("pgstage_old", name.name)};
  for (const auto& each : {name, fresh, old}) out.rely_on(each.sql());
  const PhaseName phase = all.effects.breaks.empty() ? PhaseName::Expand : PhaseName::Contract;
  const auto add = [&](Step step) {
    if (phase == PhaseName::Expand) {
      out.expand(std::move(step));
    } else {
      out.contract(std::move(step));
    }
  };
  add(metadata_step(all,
                    {.title = fmt::format("Fill materialized view {} as it will be", name.sql()),
                     .sql = {with_name(made.text, fresh)},
                     .undo = {"DROP MATERIALIZED VIEW " + fresh.sql()},
                     .done = relation_exists(fresh, kKind)}));
  Metadata swap{
      .title = fmt::format("Let the new materialized view take over the name {}", name.sql()),
      .sql = {rename("MATERIALIZED VIEW", name, old)},
      .undo = {rename("MATERIALIZED VIEW", name, fresh), rename("MATERIALIZED VIEW", old, name)},
      .done = relation_exists(old, kKind)};
  // The names of its indexes may be wanted, too.
  for (const auto& index : all.relation(name)->indexes) {
    const QualifiedName now{name.schema, index.name};
    const QualifiedName then{name.schema, helper_name("pgstage_old", index.name)};
    swap.sql.push_back(rename("INDEX", now, then));
    swap.undo.push_back(rename("INDEX", then, now));
  }
  swap.sql.push_back(rename("MATERIALIZED VIEW", fresh, name));
  add(metadata_step(all, std::move(swap)));
  out.gate(PhaseName::Contract,
           phase == PhaseName::Expand
               ? fmt::format("see that {} is right: as it was, it will be gone", name.sql())
               : fmt::format("deploy code that takes {} as it is and as it will be", name.sql()));
  out.contract_for_good(
      metadata_step(all, {.title = fmt::format("Drop materialized view {} as it was", name.sql()),
                          .sql = {"DROP MATERIALIZED VIEW " + old.sql()},
                          .undo = {},
                          .done = relation_absent(old)}));
}

}  // namespace pgstage::plan
