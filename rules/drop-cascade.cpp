#include <optional>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Schemas and types have rules of their own, for what their members and columns lose.
bool is_judged(sql::ObjectKind kind) {
  switch (kind) {
    case sql::ObjectKind::Table:
    case sql::ObjectKind::View:
    case sql::ObjectKind::MaterializedView:
    case sql::ObjectKind::ForeignTable:
    case sql::ObjectKind::Sequence:
    case sql::ObjectKind::Index:
    case sql::ObjectKind::Function:
      return true;
    default:
      return false;
  }
}

bool is_new(const lint::Context& context, sql::ObjectKind kind, const sql::Name& name) {
  if (kind == sql::ObjectKind::Function) {
    const auto* found = context.before.catalog().function(context.before.resolve_new(name));
    return found != nullptr && found->created_in_batch;
  }
  if (kind != sql::ObjectKind::Index) return !context.live(context.before.resolve(name));
  const auto* table = context.before.catalog().table_of_index(context.before.resolve_index(name));
  return table != nullptr && !context.live(table->name);
}

/// Whether nothing says what it is. What a table loses then has a rule of its own, and so has an
/// index.
bool is_unknown(const lint::Context& context, sql::ObjectKind kind, const sql::Name& name) {
  const auto& catalog = context.before.catalog();
  if (catalog.complete() || kind == sql::ObjectKind::Table || kind == sql::ObjectKind::Index) {
    return false;
  }
  if (kind == sql::ObjectKind::Function) {
    return catalog.function(context.before.resolve_new(name)) == nullptr;
  }
  const auto* found = catalog.relation(context.before.resolve(name));
  return found == nullptr || !found->known;
}

/// Why the server would not do it without CASCADE.
std::optional<std::string> held_up(const lint::Context& context, sql::Drop drop) {
  drop.cascade = false;
  const auto plain =
      effects::analyze(context.statement, sql::View{drop}, context.before, context.version);
  if (!plain.fails || plain.fails->sqlstate != "2BP01") return std::nullopt;
  return plain.fails->why;
}

void check(const sql::Drop& drop, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (!drop.cascade || !is_judged(drop.object)) return;
  sql::Drop judged = drop;
  std::erase_if(judged.names, [&](const auto& name) { return is_new(context, drop.object, name); });
  if (judged.names.empty()) return;
  if (const auto why = held_up(context, judged)) {
    out.add({.span = context.statement.span(),
             .message = "CASCADE drops more than is named: without it, " + *why});
    return;
  }
  for (const auto& name : judged.names) {
    if (!is_unknown(context, drop.object, name)) continue;
    out.add({.span = context.statement.span(),
             .message = "CASCADE drops whatever depends on \"" +
                        context.before.resolve_new(name).plain() +
                        "\", and nothing tells what that is"});
  }
}

}  // namespace

extern const lint::Rule drop_cascade = {
    .info =
        {
            .id = "drop-cascade",
            .title = "a DROP takes along what depends on it",
            .severity = Severity::Error,
            .category = lint::Category::DataLoss,
            .why = "CASCADE drops everything that depends on the object: views, foreign keys, "
                   "defaults, functions. None of it is named in the migration, so nobody reviews "
                   "it, and each table that loses something is locked against reads and writes.",
            .instead =
                "Drop what depends on it by name, one by one, and then the object without CASCADE. "
                "What was forgotten then stops the migration instead of getting lost.",
            .fine = "Nothing depends on it, as a snapshot or the migrations before show, or it was "
                    "made by the same deploy.",
            .source = "Dependency Tracking; measured on 11 to 18",
            .aliases =
                "bytebase:STATEMENT_DISALLOW_RM_TBL_CASCADE migrationpilot:MP022 pgrubic:GN015 "
                "safe-migrate:destructive-cascade safe-migrate:destructive-general-cascade",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
