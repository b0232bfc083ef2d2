#include <algorithm>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"
#include "pgstage/sql/lexer.hpp"

namespace pgstage::rules {
namespace {

/// REINDEX CONCURRENTLY came with 12.
constexpr ServerVersion kConcurrently{12};

bool is_kind(const sql::Lexer& lexer, const sql::Token& token) {
  return lexer.is_word(token, "index") || lexer.is_word(token, "table") ||
         lexer.is_word(token, "schema") || lexer.is_word(token, "database");
}

/// CONCURRENTLY stands behind INDEX, TABLE, SCHEMA or DATABASE, and those behind the options.
std::optional<std::string> concurrently(std::string_view text) {
  sql::Lexer lexer(text);
  sql::Token token;
  int depth = 0;
  while (lexer.next_significant(token)) {
    if (lexer.is_punctuation(token, '(')) ++depth;
    if (lexer.is_punctuation(token, ')')) --depth;
    if (depth > 0 || !is_kind(lexer, token)) continue;
    return std::string{text.substr(0, token.span.end())} + " CONCURRENTLY" +
           std::string{text.substr(token.span.end())};
  }
  return std::nullopt;
}

/// CONCURRENTLY passes over the index of an EXCLUDE constraint, with a warning.
bool is_exclusion(const lint::Context& context, const QualifiedName& index) {
  const auto* table = context.before.catalog().table_of_index(index);
  if (table == nullptr) return false;
  const auto* constraint = table->constraint(table->index(index.name)->constraint);
  return constraint != nullptr && constraint->kind == ConstraintKind::Exclusion;
}

std::string what(const sql::Reindex& reindex, const effects::Effects& effects) {
  if (reindex.object == sql::ObjectKind::Index && !effects.index_locks.empty()) {
    return "index \"" + effects.index_locks.front().index.plain() + "\"";
  }
  return reindex.object == sql::ObjectKind::Table ? "the indexes" : "all indexes";
}

void check(const sql::Reindex& reindex, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (reindex.concurrently || reindex.system || effects.fails) return;
  if (context.version < kConcurrently) return;
  const auto live = std::find_if(effects.locks.begin(), effects.locks.end(), [&](const auto& lock) {
    return blocks_writes(lock.mode) && context.live(lock.relation);
  });
  std::string on = "its table";
  if (live != effects.locks.end()) {
    on = lint::table_words(live->relation);
  } else if (!effects.locks.empty() || effects.certain) {
    return;
  } else if (reindex.object != sql::ObjectKind::Index) {
    on = "every table in turn";
  }
  const bool index = reindex.object == sql::ObjectKind::Index;
  const bool stuck = index && is_exclusion(context, context.before.resolve_index(reindex.name));
  const auto text = context.script.text(context.statement.span());
  lint::Findings::Draft draft{
      .span = context.statement.span(),
      .message = "rebuilding " + what(reindex, effects) + " blocks writes to " + on +
                 ", and every query that would open the index, until it is done",
      .rewrite = std::nullopt};
  if (!stuck && !context.before.explicit_transaction()) draft.rewrite = concurrently(text);
  if (live != effects.locks.end()) draft.grows_with = live->relation;
  out.add(std::move(draft));
}

}  // namespace

extern const lint::Rule reindex_blocking = {
    .info =
        {
            .id = "reindex-blocking",
            .title = "an index is rebuilt without CONCURRENTLY",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "REINDEX holds SHARE on the table and ACCESS EXCLUSIVE on the index until it is "
                   "rebuilt. Writes wait; and since the planner opens every index of a table, most "
                   "reads wait as well.",
            .instead = "Use REINDEX … CONCURRENTLY, outside a transaction. If it fails, drop the "
                       "index whose name ends in _ccnew or _ccold that it leaves.",
            .fine = "The table was made by the same deploy, or the server is older than PostgreSQL "
                    "12, which has no other way.",
            .source = "REINDEX, Rebuilding Indexes Concurrently; measured on 11 to 18",
            .aliases = "diesel-guard:Reindex django-migration-linter:REINDEX migrationpilot:MP021 "
                       "pgfence:reindex-non-concurrent pgrubic:US020 "
                       "postgres-language-server:requireConcurrentReindex "
                       "squawk:require-concurrent-reindex",
            .fix_in_place = true,
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
