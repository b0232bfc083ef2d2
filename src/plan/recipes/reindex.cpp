// Build indexes again while others write. What is interrupted leaves an INVALID twin, which goes
// before it is tried again.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/lexer.hpp"

#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* reindex = std::get_if<sql::Reindex>(&change.view);
  if (reindex == nullptr || reindex->system) return false;
  const auto& builds = change.effects.index_builds;
  return builds.empty() || std::any_of(builds.begin(), builds.end(),
                                       [&](const auto& build) { return change.live(build.table); });
}

/// CONCURRENTLY stands behind the kind of the object.
std::string concurrently(const Change& change) {
  const auto& reindex = std::get<sql::Reindex>(change.view);
  if (reindex.concurrently) return change.text;
  sql::Lexer lexer(change.text);
  sql::Token token;
  int depth = 0;
  while (lexer.next_significant(token)) {
    if (lexer.is_punctuation(token, '(')) ++depth;
    if (lexer.is_punctuation(token, ')')) --depth;
    const bool object = lexer.is_word(token, "index") || lexer.is_word(token, "table") ||
                        lexer.is_word(token, "schema") || lexer.is_word(token, "database");
    if (depth != 0 || !object) continue;
    const auto end = token.span.end();
    return change.text.substr(0, end) + " CONCURRENTLY" + change.text.substr(end);
  }
  return change.text;
}

/// ReindexRelationConcurrently() names it so, cut to what PostgreSQL keeps.
QualifiedName twin_of(const QualifiedName& index) {
  constexpr std::string_view kSuffix = "_ccnew";
  const std::string padding(kSuffix.size(), 'x');
  const auto room = truncate_ident(index.name + padding).size() - padding.size();
  return {index.schema, index.name.substr(0, room) + std::string{kSuffix}};
}

Result<void> write(const Change& change, Draft& out) {
  Metadata parts{.title = change.text.substr(0, change.text.find('\n')) + ", while others write",
                 .sql = {concurrently(change)},
                 .undo = {},
                 .done = {}};
  for (const auto& build : change.effects.index_builds) {
    parts.undo.push_back("DROP INDEX CONCURRENTLY IF EXISTS " + twin_of(build.index).sql());
  }
  out.expand(concurrent_step(change, std::move(parts)));
  return {};
}

}  // namespace

extern const Recipe reindex = {.id = "reindex", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes
