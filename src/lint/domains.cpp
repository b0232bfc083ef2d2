#include "pgstage/lint/domains.hpp"

#include <set>

#include "pgstage/lint/words.hpp"

namespace pgstage::lint {

std::optional<std::string> read_for_domain(const effects::Effects& effects,
                                           const Context& context) {
  std::set<QualifiedName> tables;
  for (const auto& scan : effects.scans) {
    if (context.live(scan.table)) tables.insert(scan.table);
  }
  if (!tables.empty()) {
    const auto more = tables.size() - 1;
    return table_words(*tables.begin()) +
           (more == 0 ? std::string{} : " and " + std::to_string(more) + " more");
  }
  const auto& alter = std::get<sql::AlterDomain>(context.view);
  const auto& catalog = context.before.catalog();
  // Whoever knows the domain knows what was made with it afterwards.
  const bool known =
      catalog.complete() || catalog.type(context.before.resolve_new(alter.name)) != nullptr;
  return known ? std::nullopt : std::optional<std::string>{"every table with a column of it"};
}

}  // namespace pgstage::lint
