// Keep a table otherwise: SET LOGGED, SET UNLOGGED, SET TABLESPACE, SET ACCESS METHOD. PostgreSQL
// writes it anew while everybody waits; a twin beside it is filled while nobody does.
#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "rebuild.hpp"
#include "recipe.hpp"

namespace pgstage::plan::recipes {
namespace {

using Kind = sql::ActionKind;

std::string setting(const sql::AlterAction& action) {
  switch (action.kind) {
    case Kind::SetLogged:
      return "SET LOGGED";
    case Kind::SetUnlogged:
      return "SET UNLOGGED";
    case Kind::SetTablespace:
      return "SET TABLESPACE " + quote_ident(action.name);
    case Kind::SetAccessMethod:
      return action.name.empty() ? "SET ACCESS METHOD DEFAULT"
                                 : "SET ACCESS METHOD " + quote_ident(action.name);
    default:
      return {};
  }
}

bool fits(const Change& change) {
  return is_kept_otherwise(change) && why_not_rebuilt(change, change.table()).empty();
}

Result<void> write(const Change& change, Draft& out) {
  rebuild(change, change.table(), setting(*change.action()), out);
  return {};
}

}  // namespace

extern const Recipe rebuild_table = {.id = "rebuild_table", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes
