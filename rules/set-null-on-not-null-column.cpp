#include <algorithm>
#include <string_view>

#include "pgstage/lint/foreign_keys.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"
#include "pgstage/sql/lexer.hpp"

namespace pgstage::rules {
namespace {

bool sets(ReferentialAction action, bool has_default) {
  return action == ReferentialAction::SetNull ||
         (action == ReferentialAction::SetDefault && !has_default);
}

/// `SET NULL (column)`, from 15 on, names some of the columns only.
bool names_columns(std::string_view definition) {
  sql::Lexer lexer(definition);
  sql::Token token;
  bool set = false;
  bool value = false;
  while (lexer.next_significant(token)) {
    if (value && lexer.is_punctuation(token, '(')) return true;
    value = set && (lexer.is_word(token, "null") || lexer.is_word(token, "default"));
    set = lexer.is_word(token, "set");
  }
  return false;
}

lint::Unless unless_nullable(const QualifiedName& name, const std::string& column) {
  return {lint::Unless::Until::Deploy, [name, column](const catalog::Replay& then) {
            const auto* table = then.catalog().relation(name);
            const auto* found = table == nullptr ? nullptr : table->column(column);
            return found == nullptr || !found->not_null;
          }};
}

void report(lint::Findings& out, Span span, const QualifiedName& table, std::string_view column,
            const QualifiedName& referenced, bool deletes) {
  out.add({.span = span,
           .message = lint::column_words(table, column) + " is NOT NULL, so each " +
                      (deletes ? "delete" : "change of a key") + " in " +
                      lint::table_words(referenced) + " that would set it to NULL fails",
           .unless = unless_nullable(table, std::string{column})});
}

void check_added(const lint::Context& context, lint::Findings& out) {
  for (const auto& key : lint::added_foreign_keys(context)) {
    const auto& definition = *key.definition;
    for (const auto& column : key.columns) {
      const bool on_delete = sets(definition.on_delete, column.has_default);
      const bool on_update = sets(definition.on_update, column.has_default);
      if (!column.not_null || !(on_delete || on_update)) continue;
      if (names_columns(context.script.text(definition))) continue;
      report(out, key.span, key.table, column.name, key.referenced, on_delete);
      break;
    }
  }
}

/// The other way round: the key was there first.
void check_not_null(const lint::Context& context, lint::Findings& out) {
  const auto* alter = std::get_if<sql::AlterTable>(&context.view);
  if (alter == nullptr) return;
  const auto name = context.before.resolve(alter->name);
  const auto* table = context.before.catalog().relation(name);
  if (table == nullptr) return;
  for (std::size_t i = 0; i < alter->actions.size(); ++i) {
    const auto& action = alter->actions[i];
    const auto* column = table->column(action.name);
    if (action.kind != sql::ActionKind::SetNotNull || column == nullptr) continue;
    for (const auto& key : table->constraints) {
      const bool over =
          key.kind == ConstraintKind::ForeignKey &&
          std::find(key.columns.begin(), key.columns.end(), action.name) != key.columns.end();
      const bool has_default = static_cast<bool>(column->default_value);
      const bool on_delete = sets(key.on_delete, has_default);
      if (!over || !(on_delete || sets(key.on_update, has_default))) continue;
      if (names_columns(key.definition)) continue;
      report(out, context.span_of_action(i), name, action.name, key.referenced, on_delete);
      break;
    }
  }
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.locks.empty() && effects.creates.empty()) return;
  check_added(context, out);
  check_not_null(context, out);
}

}  // namespace

extern const lint::Rule set_null_on_not_null_column = {
    .info =
        {
            .id = "set-null-on-not-null-column",
            .title = "a foreign key sets a NOT NULL column to NULL",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "ON DELETE SET NULL, and SET DEFAULT where there is no default, put NULL into "
                   "the referencing columns. If one of them is NOT NULL, the delete in the "
                   "referenced table fails each time that a row points there: not when the key is "
                   "made, but at run time.",
            .instead = "Choose ON DELETE CASCADE or RESTRICT, or let the column be NULL.",
            .fine = "The deploy drops NOT NULL later, or SET NULL names other columns of the key.",
            .source = "CREATE TABLE, REFERENCES",
        },
    .check = check,
};

}  // namespace pgstage::rules
