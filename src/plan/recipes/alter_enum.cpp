// Labels of an enum that columns may have. A new one disturbs nobody, and comes before the code
// that uses it; it cannot be taken away again. A label that is renamed is another one to all who
// name it.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) { return std::holds_alternative<sql::AlterEnum>(change.view); }

std::string label_exists(const QualifiedName& type, std::string_view label) {
  return fmt::format(
      "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_enum e WHERE e.enumtypid = to_regtype({}) AND "
      "e.enumlabel = {})",
      quote_literal(type.sql()), quote_literal(label));
}

void add_label(const Change& change, const QualifiedName& name, const catalog::UserType* type,
               std::string_view label, Draft& out) {
  const bool there = type != nullptr && std::find(type->labels.begin(), type->labels.end(),
                                                  label) != type->labels.end();
  if (there) return;
  const bool goes_with_type = type != nullptr && type->created_in_batch;
  Metadata parts{.title = fmt::format("Add label {} to {}{}", quote_literal(label), name.sql(),
                                      goes_with_type ? "" : ", which undo cannot take away again"),
                 .sql = {change.text},
                 .undo = {},
                 .done = label_exists(name, label)};
  if (!goes_with_type) out.accept(fmt::format("{}labels of {}", kAfterUndo, name.sql()));
  out.expand(change.effects.transaction_allowed ? metadata_step(change, std::move(parts))
                                                : concurrent_step(change, std::move(parts)));
}

void rename_label(const Change& change, const QualifiedName& name, const catalog::UserType* type,
                  const sql::AlterEnum& statement, Draft& out) {
  const std::string old_label = quote_literal(statement.old_label);
  const std::string new_label = quote_literal(statement.new_label);
  Step step = metadata_step(change, {.title = fmt::format("Rename label {} of {} to {}", old_label,
                                                          name.sql(), new_label),
                                     .sql = {change.text},
                                     .undo = {fmt::format("ALTER TYPE {} RENAME VALUE {} TO {}",
                                                          name.sql(), new_label, old_label)},
                                     .done = label_exists(name, statement.new_label)});
  if (type != nullptr && type->created_in_batch) {
    out.expand(std::move(step));
    return;
  }
  out.gate(PhaseName::Contract,
           fmt::format("deploy code that neither writes nor compares with label {} of {}, and that "
                       "takes {} wherever it reads one",
                       old_label, name.sql(), new_label));
  out.contract(std::move(step));
}

Result<void> write(const Change& change, Draft& out) {
  const auto& statement = std::get<sql::AlterEnum>(change.view);
  const auto name = change.before.resolve_new(statement.name);
  const auto* type = change.before.catalog().type(name);
  if (statement.old_label.empty()) {
    add_label(change, name, type, statement.new_label, out);
  } else {
    rename_label(change, name, type, statement, out);
  }
  return {};
}

}  // namespace

extern const Recipe alter_enum = {.id = "alter_enum", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes
