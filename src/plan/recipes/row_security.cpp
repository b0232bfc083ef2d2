// Row security of a table that is in use decides from one moment to the next which rows there are
// for whom. So policies come first, and the switch waits until somebody has looked at them.
#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "kept_definition.hpp"
#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* action = change.action();
  return action != nullptr && action->kind == sql::ActionKind::RowSecurity &&
         action->row_security && change.live(change.table());
}

std::string gate_for(const Change& change, RowSecurity wanted) {
  const std::string table = change.table().sql();
  switch (wanted) {
    case RowSecurity::Enable:
      return fmt::format(
          "make sure that the policies of {} let every role see and write the rows "
          "that it needs: all others vanish for it, and without a policy all do",
          table);
    case RowSecurity::Force:
      return fmt::format(
          "make sure that the policies of {} let its owner see and write the rows "
          "that it needs: all others vanish for it, too",
          table);
    default:
      return fmt::format("make sure that whoever may read {} may read all of its rows", table);
  }
}

/// Both switches as they are.
std::string switches_before(const QualifiedName& table) {
  return fmt::format(
      "(SELECT format('ALTER TABLE %s %s ROW LEVEL SECURITY, %s ROW LEVEL SECURITY', {0}, "
      "CASE WHEN relrowsecurity THEN 'ENABLE' ELSE 'DISABLE' END, "
      "CASE WHEN relforcerowsecurity THEN 'FORCE' ELSE 'NO FORCE' END) "
      "FROM pg_catalog.pg_class WHERE oid = to_regclass({0}))",
      quote_literal(table.sql()));
}

Result<void> write(const Change& change, Draft& out) {
  const auto table = change.table();
  const auto key = fmt::format("{}:{}", change.origin.path, change.number);
  out.keep_definitions();
  out.gate(PhaseName::Contract, gate_for(change, *change.action()->row_security));
  out.contract(
      metadata_step(change, {.title = change.text.substr(0, change.text.find('\n')),
                             .sql = {keep_definition(key, switches_before(table)), change.text},
                             .undo = {restore_definition(key)},
                             .done = {}}));
  return {};
}

}  // namespace

extern const Recipe row_security = {.id = "row_security", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes
