#include "support/effects_of.hpp"

namespace pgstage::tests {
namespace {

QualifiedName in_public(std::string_view name) { return {"public", std::string{name}}; }

catalog::Replay session_on(std::string_view schema) {
  const auto script = sql::Script::parse(std::string{schema});
  catalog::Replay replay{catalog::Catalog(true)};
  for (const auto& each : script.statements()) replay.advance(each.view(), script, each.span());
  replay.commit();
  replay.new_batch();
  return replay;
}

}  // namespace

effects::Effects effects_of(std::string_view schema, std::string_view sql, int major) {
  auto session = session_on(schema);
  const auto script = sql::Script::parse(std::string{sql});
  effects::Effects last;
  for (const auto& each : script.statements()) {
    last = effects::analyze(each, each.view(), session, ServerVersion{major});
    session.advance(each.view(), script, each.span());
  }
  return last;
}

std::optional<LockMode> lock_of(const effects::Effects& effects, std::string_view relation) {
  return effects.lock_on(in_public(relation));
}

std::optional<LockMode> index_lock_of(const effects::Effects& effects, std::string_view index) {
  for (const auto& lock : effects.index_locks) {
    if (lock.index == in_public(index)) return lock.mode;
  }
  return std::nullopt;
}

bool scans(const effects::Effects& effects, std::string_view table) {
  return effects.scans_table(in_public(table));
}

bool rewrites(const effects::Effects& effects, std::string_view table) {
  return effects.rewrites_table(in_public(table));
}

std::string failure_of(const effects::Effects& effects) {
  return effects.fails ? effects.fails->sqlstate : "";
}

}  // namespace pgstage::tests
