#include "pgstage/emit/phase_files.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "pgstage/sql/lexer.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::emit {
namespace {

using plan::PhaseName;
using source::Way;

constexpr std::string_view kMark = "pgstage:";

/// What the comments of a script say that are directed at us.
struct Directives {
  std::optional<PhaseName> phase;
  std::optional<plan::Gate> gate;
  std::vector<std::string> accepted;
};

/// What stands behind a word and blanks.
std::optional<std::string> behind(std::string_view text, std::string_view word) {
  if (!text.starts_with(word)) return std::nullopt;
  text.remove_prefix(word.size());
  const auto begin = text.find_first_not_of(" \t");
  if (begin == 0 || begin == std::string_view::npos) return std::nullopt;
  return std::string{text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin)};
}

Directives directives_in(std::string_view script) {
  Directives out;
  sql::Lexer lexer(script);
  for (sql::Token token; lexer.next(token);) {
    auto text = lexer.text(token);
    const auto mark = text.find(kMark);
    if (token.kind != sql::TokenKind::Comment || mark == std::string_view::npos) continue;
    text.remove_prefix(mark + kMark.size());
    if (const auto phase = behind(text, "phase")) out.phase = plan::phase_from(*phase);
    if (const auto gate = behind(text, "gate")) out.gate = plan::Gate{.says = *gate, .checks = {}};
    if (const auto accept = behind(text, "accept")) out.accepted.push_back(*accept);
  }
  return out;
}

/// `contract` in `0045_status_contract`.
std::optional<PhaseName> phase_in_name(std::string_view id) {
  std::optional<PhaseName> out;
  for (std::size_t at = 0; at < id.size();) {
    const auto end = std::min(id.find_first_of("_-. ", at), id.size());
    if (const auto phase = plan::phase_from(id.substr(at, end - at))) out = phase;
    at = end + 1;
  }
  return out;
}

/// What a session gets to see of a script.
std::vector<std::string> sent(const std::string& text, SentAs how) {
  const auto script = sql::Script::parse(text);
  std::vector<std::string> out;
  for (const auto& statement : script.statements()) out.emplace_back(script.text(statement.span()));
  if (out.empty() || how == SentAs::Statement) return out;
  if (how == SentAs::Message) return {text};
  out.insert(out.begin(), "BEGIN");
  out.emplace_back("COMMIT");
  return out;
}

plan::Step step_of(const source::Migration& migration, const source::Framework& framework) {
  plan::Step step;
  step.id = migration.id;
  step.title = migration.path;
  // Whether code was deployed is nothing that a proof can see.
  step.sql = {"SET pgstage.gate = 'open'"};
  for (auto& each : sent(migration.up, framework.sent_as(migration, Way::Up))) {
    step.sql.push_back(std::move(each));
  }
  step.undo = sent(migration.down, framework.sent_as(migration, Way::Down));
  step.transaction = false;
  step.undo_transaction = false;
  step.from = {.path = migration.path, .line = 1};
  return step;
}

}  // namespace

PhaseFiles read_phase_files(const std::vector<source::Migration>& migrations,
                            const source::Framework& framework) {
  PhaseFiles out;
  auto phase = PhaseName::Expand;
  for (const auto& migration : migrations) {
    auto said = directives_in(migration.up);
    if (!said.phase) said.phase = phase_in_name(migration.id);
    const bool begins =
        out.plan.phases.empty() || said.gate || (said.phase && *said.phase != phase);
    phase = said.phase.value_or(phase);
    if (begins) out.plan.phases.push_back({.name = phase, .gate = said.gate, .steps = {}});
    out.plan.phases.back().steps.push_back(step_of(migration, framework));
    std::move(said.accepted.begin(), said.accepted.end(),
              std::back_inserter(out.plan.accepted_differences));
    if (phase != PhaseName::Contract && migration.down.empty()) out.way_back = false;
  }
  return out;
}

}  // namespace pgstage::emit
