#pragma once

#include <string>

#include "pgstage/catalog/replay.hpp"

namespace pgstage::tests {

/// A session that has run the statements, from a database of which everything is known: it is
/// empty.
inline catalog::Replay replayed(const std::string& statements) {
  const auto script = sql::Script::parse(statements);
  catalog::Replay replay{catalog::Catalog(true)};
  for (const auto& each : script.statements()) replay.advance(each.view(), script, each.span());
  return replay;
}

}  // namespace pgstage::tests
