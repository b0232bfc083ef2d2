#include "new_parent.hpp"

#include <algorithm>
#include <string>

#include "pgstage/model/names.hpp"

#include "pieces.hpp"
#include "words_of.hpp"

namespace pgstage::plan {
namespace {

using catalog::RelationKind;
using Kind = sql::ActionKind;

std::optional<std::size_t> find_attachment(const Batch& batch, std::size_t first,
                                           const NewParent& names) {
  catalog::Replay replay = batch.before;
  bool made = false;
  for (auto i = first; i < batch.script.statements().size(); ++i) {
    const auto& statement = batch.script.statements()[i];
    const auto view = statement.view();
    made = made || makes_parent(view, replay, names);
    if (made && attaches(view, replay, names)) return i;
    replay.advance(view, batch.script, statement.span());
  }
  return std::nullopt;
}

/// Shape alone, and nothing that is gone afterwards.
bool can_be_swapped_in(const sql::View& view) {
  const auto* rename = std::get_if<sql::Rename>(&view);
  const auto* drop = std::get_if<sql::Drop>(&view);
  return !std::holds_alternative<sql::Query>(view) && !std::holds_alternative<sql::Copy>(view) &&
         !std::holds_alternative<sql::CreateTableAs>(view) &&
         !std::holds_alternative<sql::Do>(view) && !std::holds_alternative<sql::Call>(view) &&
         (rename == nullptr || rename->object != sql::ObjectKind::Table) &&
         (drop == nullptr || drop->object != sql::ObjectKind::Table);
}

/// What stands behind and would be done at once with the rest.
bool finishes(const Batch& batch, const sql::Statement& statement, catalog::Replay before,
              const NewParent& names) {
  for (const auto& piece : pieces_of(batch.script, statement, before)) {
    const auto effects = effects::analyze(statement, piece.view, before, batch.version);
    const bool handled = is_index_of(piece.view, before, names.table);
    if (!can_be_swapped_in(piece.view) || effects.fails) return false;
    if (!handled && !is_brief(effects, before.catalog())) return false;
    before.advance(piece.view, batch.script, statement.span());
  }
  return true;
}

bool is_bracket(const sql::View& view) {
  return std::holds_alternative<sql::Transaction>(view) || std::holds_alternative<sql::Set>(view);
}

}  // namespace

std::optional<NewParent> renamed_away(const sql::View& view, const catalog::Replay& before) {
  const auto* rename = std::get_if<sql::Rename>(&view);
  if (rename == nullptr || rename->object != sql::ObjectKind::Table) return std::nullopt;
  const auto name = before.resolve(rename->name);
  const auto* table = before.catalog().relation(name);
  const bool plain = table != nullptr && table->known && table->kind == RelationKind::Table &&
                     table->persistence == Persistence::Permanent && !table->created_in_batch &&
                     !table->is_partition && !table->parent && table->children.empty();
  if (!plain) return std::nullopt;
  return NewParent{name, {name.schema, std::string{rename->new_name}}};
}

bool makes_parent(const sql::View& view, const catalog::Replay& before, const NewParent& names) {
  const auto* create = std::get_if<sql::CreateTable>(&view);
  return create != nullptr && create->partitioned &&
         before.resolve_new(create->name) == names.table;
}

bool attaches(const sql::View& view, const catalog::Replay& before, const NewParent& names) {
  const auto* alter = std::get_if<sql::AlterTable>(&view);
  return alter != nullptr && alter->object == sql::ObjectKind::Table &&
         alter->actions.size() == 1 && alter->actions.front().kind == Kind::AttachPartition &&
         before.resolve(alter->name) == names.table &&
         before.resolve(alter->actions.front().other) == names.partition;
}

bool is_brief(const effects::Effects& effects, const catalog::Catalog& before) {
  const auto in_use = [&](const auto& each) {
    const auto* found = before.relation(each.table);
    return found == nullptr || !found->created_in_batch;
  };
  return effects.transaction_allowed &&
         std::none_of(effects.scans.begin(), effects.scans.end(), in_use) &&
         std::none_of(effects.rewrites.begin(), effects.rewrites.end(), in_use) &&
         std::none_of(effects.index_builds.begin(), effects.index_builds.end(), in_use);
}

bool is_index_of(const sql::View& view, const catalog::Replay& before, const QualifiedName& table) {
  const auto* create = std::get_if<sql::CreateIndex>(&view);
  return create != nullptr && !create->only && !create->concurrently && !create->if_not_exists &&
         before.resolve(create->table) == table;
}

std::optional<Together> new_parent_from(const Batch& batch, std::size_t first) {
  const auto& statements = batch.script.statements();
  const auto names = renamed_away(statements[first].view(), batch.before);
  if (!names) return std::nullopt;
  const auto attachment = find_attachment(batch, first, *names);
  if (!attachment) return std::nullopt;
  Together out;
  catalog::Replay replay = batch.before;
  Words ours{names->table.name, names->partition.name};
  for (auto i = first; i < statements.size(); ++i) {
    const auto& statement = statements[i];
    const auto view = statement.view();
    if (is_bracket(view)) continue;
    const auto words = words_of(batch.script.text(statement.span()));
    const bool touches = std::any_of(ours.begin(), ours.end(),
                                     [&](const auto& word) { return words.contains(word); });
    if (i > *attachment && !(touches && finishes(batch, statement, replay, *names))) break;
    if (touches && !can_be_swapped_in(view) && i != first) return std::nullopt;
    if (touches) {
      out.place = i;
      out.statements.push_back(i);
      if (const auto* create = std::get_if<sql::CreateTable>(&view)) {
        ours.insert(std::string{create->name.name});
      }
    }
    replay.advance(view, batch.script, statement.span());
  }
  return out;
}

bool makes_new_parent(const std::vector<Change>& parts) {
  const auto names = renamed_away(parts.front().view, parts.front().before);
  return names && std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
           return attaches(part.view, part.before, *names);
         });
}

}  // namespace pgstage::plan
