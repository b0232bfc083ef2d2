#include <algorithm>
#include <optional>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check_column(const lint::Context& context, lint::Findings& out) {
  for (const auto i : lint::live_actions(context, sql::ActionKind::SetIdentity)) {
    const auto& alter = std::get<sql::AlterTable>(context.view);
    const auto& options = alter.actions[i].options;
    if (std::find(options.begin(), options.end(), "restart") == options.end()) continue;
    const auto table = context.before.resolve(alter.name);
    if (!context.live(table, alter.actions[i].name)) continue;
    out.add({.span = context.span_of_action(i),
             .message = "restarting " + lint::column_words(table, alter.actions[i].name) +
                        " blocks reads and writes of the table, which setval() does not"});
  }
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  check_column(context, out);
  const auto* alter = std::get_if<sql::AlterSequence>(&context.view);
  if (alter == nullptr || (!alter->restarts && !context.in_transaction())) return;
  const auto name = context.before.resolve(alter->name);
  if (!context.live(name) || !effects.lock_on(name)) return;
  std::optional<std::string> rewrite;
  if (!alter->restarts_with.empty()) {
    rewrite =
        "SELECT setval(" + quote_literal(name.sql()) + ", " + alter->restarts_with + ", false)";
  }
  out.add({.span = context.statement.span(),
           .message = "INSERTs that take their number from sequence \"" + name.plain() +
                      "\" wait until the transaction ends",
           .rewrite = rewrite});
}

}  // namespace

extern const lint::Rule alter_sequence_blocks_nextval = {
    .info =
        {
            .id = "alter-sequence-blocks-nextval",
            .title = "nobody gets a number from a sequence until the transaction ends",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "ALTER SEQUENCE takes SHARE ROW EXCLUSIVE on the sequence, which nextval() has "
                   "to wait for. So it waits for every transaction that has inserted a row, and "
                   "every INSERT that takes its number from the sequence waits behind it until the "
                   "transaction ends. ALTER COLUMN ... RESTART locks the table against reads, too.",
            .instead = "To set what comes next, call setval(), which blocks nobody. Any other "
                       "change goes into a transaction of its own, with a lock_timeout.",
            .fine = "The sequence was made by the same deploy, or the change does not restart it "
                    "and is a transaction of its own.",
            .source = "ALTER SEQUENCE; measured on 11 to 18",
        },
    .check = check,
};

}  // namespace pgstage::rules
