#include "effects_text.hpp"

#include <fmt/format.h>

namespace pgstage::lint {

std::string destroyed_by(const effects::Effects& effects) {
  std::string out;
  for (const auto& each : effects.destroys) {
    out += fmt::format("destroys {} {} {}\n", static_cast<int>(each.what), each.relation.sql(),
                       each.part);
  }
  return out;
}

std::string text_of(const effects::Effects& effects) {
  const auto number = [](auto value) { return static_cast<int>(value); };
  std::string out =
      fmt::format("{} {} {}\n", effects.kind, effects.transaction_allowed, effects.certain);
  for (const auto& each : effects.locks) {
    out += fmt::format("lock {} {} {} {}\n", each.relation.sql(), number(each.mode), each.action,
                       each.apart);
  }
  for (const auto& each : effects.index_locks) {
    out += fmt::format("index lock {} {}\n", each.index.sql(), number(each.mode));
  }
  for (const auto& each : effects.scans) {
    out += fmt::format("scan {} {} {}\n", each.table.sql(), number(each.why), each.object);
  }
  for (const auto& each : effects.rewrites) {
    out += fmt::format("rewrite {} {} {}\n", each.table.sql(), number(each.why), each.object);
  }
  for (const auto& each : effects.index_builds) {
    out += fmt::format("build {} {} {} {}\n", each.index.sql(), each.table.sql(), each.unique,
                       each.concurrently);
  }
  for (const auto& each : effects.breaks) {
    out += fmt::format("breaks {} {} {}\n", number(each.what), each.relation.sql(), each.part);
  }
  for (const auto& each : effects.drops) out += fmt::format("drops {}\n", each.sql());
  for (const auto& each : effects.creates) out += fmt::format("creates {}\n", each);
  if (effects.fails) out += fmt::format("fails {}\n", effects.fails->sqlstate);
  return out + destroyed_by(effects);
}

}  // namespace pgstage::lint
