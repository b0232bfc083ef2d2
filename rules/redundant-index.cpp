#include <algorithm>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"
#include "pgstage/sql/lexer.hpp"

namespace pgstage::rules {
namespace {

/// The keys as they are written, one entry each; nothing where an index has a condition.
using Keys = std::optional<std::vector<std::string>>;

/// Of `… ON table USING btree (a, lower(b) DESC)`.
Keys keys_of(std::string_view create_index) {
  sql::Lexer lexer(create_index);
  sql::Token token;
  std::vector<std::string> keys;
  bool behind_on = false;
  int depth = 0;
  while (lexer.next_significant(token)) {
    behind_on = behind_on || lexer.is_word(token, "on");
    const bool done = depth == 0 && !keys.empty();
    if (done && lexer.is_word(token, "where")) return std::nullopt;
    if (!behind_on || done) continue;
    if (lexer.is_punctuation(token, ')') && --depth == 0) continue;
    if (depth == 1 && lexer.is_punctuation(token, ',')) {
      keys.emplace_back();
    } else if (depth > 0) {
      keys.back() += (keys.back().empty() ? "" : " ") + std::string{lexer.text(token)};
    }
    if (lexer.is_punctuation(token, '(') && ++depth == 1) keys.emplace_back();
  }
  return keys;
}

Keys keys_of(const catalog::Index& index) {
  if (index.partial || !index.valid) return std::nullopt;
  if (!index.definition.empty()) return keys_of(index.definition);
  // Those of a constraint are plain columns.
  if (index.constraint.empty()) return std::nullopt;
  std::vector<std::string> keys;
  for (const auto& column : index.columns) keys.push_back(quote_ident(column));
  return keys;
}

void check(const sql::CreateIndex& create, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (create.unique || create.where || effects.index_builds.empty()) return;
  const auto name = context.before.resolve(create.table);
  const auto* table = context.before.catalog().relation(name);
  if (table == nullptr || table->indexes.empty()) return;
  const auto keys = keys_of(context.script.text(context.statement.span()));
  const std::string_view method = create.method.empty() ? "btree" : create.method;
  for (const auto& other : table->indexes) {
    const auto longer = keys_of(other);
    if (!keys || !longer || other.method != method || longer->size() < keys->size()) continue;
    // Only a B-tree is searched by its first columns alone.
    if (method != "btree" && longer->size() != keys->size()) continue;
    if (!std::equal(keys->begin(), keys->end(), longer->begin())) continue;
    // What it includes is for queries that read nothing else.
    if (!create.included.empty() && other.included.empty()) continue;
    out.add({.span = context.statement.span(),
             .message = "index \"" + other.name + "\" of " + lint::table_words(name) +
                        " begins with the same columns"});
    return;
  }
}

}  // namespace

extern const lint::Rule redundant_index = {
    .info =
        {
            .id = "redundant-index",
            .title = "an index repeats the beginning of another",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "A query that can use an index on its first columns can use a longer one that "
                   "begins with them. The shorter one costs every write and serves nothing of its "
                   "own.",
            .instead = "Leave it away, or drop the longer one if that is what nobody uses.",
            .fine = "The two differ in condition, order, operator class, collation or method, or "
                    "the new one is unique.",
            .source = "Multicolumn Indexes",
            .aliases = "migrationpilot:MP100 pgrubic:GN025 splinter:duplicate-index",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
