#include "pieces.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace pgstage::plan {
namespace {

/// When the server comes to it (ATPrepCmd): what is dropped, new types, new columns, all else.
int pass_of(const sql::AlterAction& action) {
  using Kind = sql::ActionKind;
  switch (action.kind) {
    case Kind::DropColumn:
    case Kind::DropConstraint:
    case Kind::DropDefault:
    case Kind::DropNotNull:
    case Kind::DropIdentity:
    case Kind::DropExpression:
      return 0;
    case Kind::ChangeType:
      return 1;
    case Kind::AddColumn:
      return 2;
    default:
      return 3;
  }
}

}  // namespace

std::vector<Piece> pieces_of(const sql::Script& script, const sql::Statement& statement,
                             const catalog::Replay& before) {
  auto view = statement.view();
  const auto* alter = std::get_if<sql::AlterTable>(&view);
  if (alter == nullptr || alter->actions.size() < 2) {
    return {{std::move(view), std::string{script.text(statement.span())}}};
  }
  const auto spans = script.action_spans(statement);
  const std::string table = before.resolve(alter->name).sql();
  std::vector<std::size_t> order(std::min(alter->actions.size(), spans.size()));
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return pass_of(alter->actions[a]) < pass_of(alter->actions[b]);
  });
  std::vector<Piece> out;
  for (const auto i : order) {
    sql::AlterTable one = *alter;
    one.actions = {alter->actions[i]};
    out.push_back({one, fmt::format("ALTER TABLE {}{} {}", one.only ? "ONLY " : "", table,
                                    script.text(spans[i]))});
  }
  return out;
}

}  // namespace pgstage::plan
