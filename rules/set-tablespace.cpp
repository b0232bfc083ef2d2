#include <optional>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// The first server that rebuilds an index elsewhere.
constexpr int kReindexElsewhere = 14;

bool is_moved(const lint::Context& context, const QualifiedName& table, std::string_view to) {
  const auto* found = context.before.catalog().relation(table);
  if (!context.live(table)) return false;
  if (found == nullptr || !found->known) return true;
  const std::string_view wanted = to == "pg_default" ? "" : to;
  return found->kind != catalog::RelationKind::PartitionedTable && found->tablespace != wanted;
}

void check_index(const lint::Context& context, const sql::AlterTable& alter, std::size_t action,
                 lint::Findings& out) {
  const auto index = context.before.resolve_index(alter.name);
  const auto* table = context.before.catalog().table_of_index(index);
  const bool files = table == nullptr || table->kind != catalog::RelationKind::PartitionedTable;
  if (!files || (table != nullptr && !context.live(table->name))) return;
  const auto to = alter.actions[action].name;
  std::optional<std::string> rewrite;
  if (context.version.major >= kReindexElsewhere) {
    rewrite = "REINDEX (CONCURRENTLY, TABLESPACE " + quote_ident(to) + ") INDEX " + index.sql();
  }
  out.add({.span = context.span_of_action(action),
           .message = "copying index \"" + index.plain() + "\" to tablespace \"" + std::string{to} +
                      "\" blocks reads and writes of its table meanwhile",
           .rewrite = rewrite});
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (const auto* all = std::get_if<sql::MoveAll>(&context.view)) {
    out.add({.span = context.statement.span(),
             .message = "everything in tablespace \"" + std::string{all->from} +
                        "\" is copied, locked against reads and writes until the last is done"});
    return;
  }
  const auto* alter = std::get_if<sql::AlterTable>(&context.view);
  if (alter == nullptr || effects.fails) return;
  for (std::size_t i = 0; i < alter->actions.size(); ++i) {
    const auto& action = alter->actions[i];
    if (action.kind != sql::ActionKind::SetTablespace) continue;
    if (alter->object == sql::ObjectKind::Index) {
      check_index(context, *alter, i, out);
      continue;
    }
    const auto table = context.before.resolve(alter->name);
    if (!is_moved(context, table, action.name)) continue;
    out.add({.span = context.span_of_action(i),
             .message = "copying " + lint::relation_words(table, context.before.catalog()) +
                        " to tablespace \"" + std::string{action.name} +
                        "\" blocks reads and writes of it meanwhile",
             .grows_with = table});
  }
}

}  // namespace

extern const lint::Rule set_tablespace = {
    .info =
        {
            .id = "set-tablespace",
            .title = "moving to another tablespace copies every byte under a lock",
            .severity = Severity::Error,
            .category = lint::Category::Rewrite,
            .why = "All files of the table or index are copied under ACCESS EXCLUSIVE, so reads "
                   "and writes wait for as long as that takes, and all of it goes to the WAL. No "
                   "index can be used while its own files move.",
            .instead = "Rebuild indexes in the new place with REINDEX (CONCURRENTLY, TABLESPACE "
                       "...), from 14 on. Move a table with a tool that copies it beside the "
                       "traffic, such as pg_repack, or while nobody uses it.",
            .fine = "It is in that tablespace already, is a partitioned table, which has no files, "
                    "or was made by the same deploy.",
            .source = "ALTER TABLE, SET TABLESPACE; measured on 11 to 18",
            .aliases =
                "migrationpilot:MP095 pgrubic:US017 pgrubic:US018 pgrubic:US023 pgrubic:US024",
        },
    .check = check,
};

}  // namespace pgstage::rules
