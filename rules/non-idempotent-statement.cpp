#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/sql/lexer.hpp"

namespace pgstage::rules {
namespace {

using Among = std::initializer_list<std::string_view>;

struct Word {
  std::string text;
  std::size_t end = 0;
};

bool is_among(const Word& word, Among words) {
  return std::find(words.begin(), words.end(), word.text) != words.end();
}

std::vector<Word> first_words(std::string_view text) {
  constexpr std::size_t kEnough = 8;
  std::vector<Word> out;
  sql::Lexer lexer(text);
  for (sql::Token token; out.size() < kEnough && lexer.next_significant(token);) {
    if (token.kind != sql::TokenKind::Word) continue;
    out.push_back({std::string{lexer.text(token)}, token.span.end()});
    for (auto& c : out.back().text) c = static_cast<char>(std::tolower(c));
  }
  out.resize(kEnough + 2);
  return out;
}

std::string with(std::string_view text, const Word& behind, std::string_view what) {
  return std::string{text}.insert(behind.end, " " + std::string{what});
}

std::string repeatable_create(std::string_view text, ServerVersion version) {
  const auto words = first_words(text);
  std::size_t kind = 1;
  while (is_among(words[kind], {"foreign", "materialized", "unique", "unlogged"})) ++kind;
  if (words[kind + 1].text == "if") return {};
  const bool rows = words[1].text == "materialized";
  const Among made = {"extension", "index", "schema", "sequence", "statistics", "table"};
  if (rows || is_among(words[kind], made)) return with(text, words[kind], "IF NOT EXISTS");
  const bool trigger = words[kind].text == "trigger" && version.major >= 14;
  const bool replaced = trigger || is_among(words[kind], {"function", "procedure", "view"});
  return replaced ? with(text, words[0], "OR REPLACE") : std::string{};
}

std::string repeatable_drop(std::string_view text) {
  const auto words = first_words(text);
  std::size_t last = 1;
  if (is_among(words[1], {"foreign", "materialized"})) ++last;
  if (words[last + 1].text == "concurrently") ++last;
  return with(text, words[last], "IF EXISTS");
}

std::string repeatable_action(std::string_view text, sql::ActionKind kind) {
  const auto words = first_words(text);
  const bool said = is_among(words[1], {"column", "constraint"});
  return with(text, words[said ? 1 : 0],
              kind == sql::ActionKind::AddColumn ? "IF NOT EXISTS" : "IF EXISTS");
}

std::string repeatable(const sql::AlterTable& alter, const lint::Context& context) {
  auto texts = lint::action_texts(context);
  bool any = false;
  for (std::size_t i = 0; i < std::min(texts.size(), alter.actions.size()); ++i) {
    const auto& action = alter.actions[i];
    const bool repairable = action.kind == sql::ActionKind::AddColumn ||
                            action.kind == sql::ActionKind::DropColumn ||
                            action.kind == sql::ActionKind::DropConstraint;
    if (!repairable || action.if_exists) continue;
    texts[i] = repeatable_action(texts[i], action.kind);
    any = true;
  }
  return any ? lint::with_actions(context, texts) : std::string{};
}

/// The same statement for any number of times; empty when it is that, or there is no such form.
std::string repeatable(const lint::Context& context) {
  const auto& view = context.view;
  const auto text = context.script.text(context.statement.span());
  if (const auto* alter = std::get_if<sql::AlterTable>(&view)) return repeatable(*alter, context);
  if (const auto* drop = std::get_if<sql::Drop>(&view)) {
    return drop->if_exists ? std::string{} : repeatable_drop(text);
  }
  if (const auto* alter = std::get_if<sql::AlterEnum>(&view)) {
    if (!alter->old_label.empty() || alter->if_not_exists) return {};
    const auto words = first_words(text);
    const auto value = std::find_if(words.rbegin(), words.rend(),
                                    [](const auto& each) { return each.text == "value"; });
    return value == words.rend() ? std::string{} : with(text, *value, "IF NOT EXISTS");
  }
  const auto* create = std::get_if<sql::CreateIndex>(&view);
  if (create != nullptr && (create->name.empty() || create->concurrently)) return {};
  return context.statement.kind().starts_with("CREATE ") ? repeatable_create(text, context.version)
                                                         : std::string{};
}

/// Nothing else of the file changes anything.
bool is_alone(const lint::Context& context) {
  std::size_t changes = 0;
  for (const auto& each : context.script.statements()) {
    if (each.kind() != "SET" && each.kind() != "SELECT" && ++changes > 1) return false;
  }
  return true;
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  if (context.in_transaction() || context.in_body || is_alone(context)) return;
  auto better = repeatable(context);
  if (better.empty()) return;
  out.add({.span = context.statement.span(),
           .message = "run again after a failure further down, this fails",
           .rewrite = std::move(better)});
}

}  // namespace

extern const lint::Rule non_idempotent_statement = {
    .info =
        {
            .id = "non-idempotent-statement",
            .title = "a statement cannot run twice, and nothing undoes it",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Style,
            .why = "Outside a transaction every statement stays once it has run. When a later one "
                   "fails, the migration is run again from the start, and then this one fails "
                   "because its work is done.",
            .instead = "Say IF NOT EXISTS, IF EXISTS or OR REPLACE, or put the statements into one "
                       "transaction.",
            .fine = "It runs in a transaction, is the only one of its file, or builds an index "
                    "CONCURRENTLY: what a failed build left has to be dropped first.",
            .source = "CREATE TABLE; DROP TABLE; ALTER TABLE",
            .aliases =
                "migrationpilot:MP023 pgrubic:GN007 pgrubic:GN008 pgrubic:GN029 pgrubic:GN030 "
                "postgres-language-server:preferRobustStmts safe-migrate:missing-idempotency "
                "squawk:prefer-robust-stmts",
        },
    .check = check,
};

}  // namespace pgstage::rules
