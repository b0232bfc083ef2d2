// refinery: each script is one message in a transaction of its own, without a way out of it.
#include <algorithm>

#include "natural_order.hpp"
#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

/// `V1__orders.sql`, and `U1__orders.sql` for one that may come out of order.
bool is_migration(const std::string& path) {
  const auto name = path.substr(path.rfind('/') + 1);
  const auto end = name.find_first_not_of("0123456789", 1);
  return (name.starts_with("V") || name.starts_with("U")) && end != std::string::npos && end > 1 &&
         name.compare(end, 2, "__") == 0 && name.ends_with(".sql");
}

/// Flyway calls its scripts alike; a crate is told by its manifest.
bool recognises(const std::string& folder, const Content& content) {
  return !content.scripts.empty() && is_migration(content.scripts.front()) &&
         has_word(text_above(folder, "Cargo.toml"), "refinery");
}

std::string_view number_in(const std::string& path) {
  return std::string_view(path).substr(path.rfind('/') + 2);
}

Result<std::vector<std::string>> order(const std::string& /*folder*/,
                                       std::vector<std::string> scripts) {
  std::erase_if(scripts, [](const auto& path) { return !is_migration(path); });
  std::sort(scripts.begin(), scripts.end(),
            [](const auto& a, const auto& b) { return comes_before(number_in(a), number_in(b)); });
  return scripts;
}

SentAs sent_as(const Migration& /*migration*/, Way /*way*/) { return SentAs::File; }

bool holds(const Keys& keys, const Migration& migration) {
  const auto number = number_in(migration.path);
  return keys.contains(plain_number(number.substr(0, number.find('_'))));
}

}  // namespace

extern const Framework refinery = {.name = "refinery",
                                   .alone = Alone::Nothing,
                                   .recognises = recognises,
                                   .version = next_version,
                                   .write = nullptr,
                                   .sent_as = sent_as,
                                   .caution = "refinery runs each migration in a transaction",
                                   .order = order,
                                   .ledger = {.table = "refinery_schema_history",
                                              .applied = "SELECT version::text FROM {}",
                                              .holds = holds},
                                   .runner = {.if_overtaken = "refinery refuses it",
                                              .if_edited = "refinery stops at its checksum",
                                              .lets_others_run = "refinery"}};

}  // namespace pgstage::source::frameworks
