#include "pieces.hpp"

#include <fmt/format.h>

namespace pgstage::plan {

std::vector<Piece> pieces_of(const sql::Script& script, const sql::Statement& statement,
                             const catalog::Replay& before) {
  auto view = statement.view();
  const auto* alter = std::get_if<sql::AlterTable>(&view);
  if (alter == nullptr || alter->actions.size() < 2) {
    return {{std::move(view), std::string{script.text(statement.span())}}};
  }
  const auto spans = script.action_spans(statement);
  const std::string table = before.resolve(alter->name).sql();
  std::vector<Piece> out;
  for (std::size_t i = 0; i < alter->actions.size() && i < spans.size(); ++i) {
    sql::AlterTable one = *alter;
    one.actions = {alter->actions[i]};
    out.push_back({one, fmt::format("ALTER TABLE {}{} {}", one.only ? "ONLY " : "", table,
                                    script.text(spans[i]))});
  }
  return out;
}

}  // namespace pgstage::plan
