#include "files.hpp"

#include <algorithm>

#include "pgstage/lint/migration.hpp"
#include "pgstage/sql/reader.hpp"

namespace pgstage::lint {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool separates(char c) { return c == '_' || c == '-' || c == '.'; }

/// Where the migrations of its history are: what stands before its name.
std::string folder_of(const Input& file) {
  const auto at = file.path.rfind(file.migration);
  return file.path.substr(0, at == std::string::npos ? 0 : at);
}

bool is_schema_change(const effects::Effects& effects) {
  return !changes_rows(effects.kind) &&
         (!effects.creates.empty() || !effects.drops.empty() || !effects.breaks.empty() ||
          std::any_of(effects.locks.begin(), effects.locks.end(), [](const auto& lock) {
            return lock.mode >= LockMode::ShareUpdateExclusive;
          }));
}

}  // namespace

std::string_view version_of(std::string_view migration) {
  const std::size_t begin = migration.starts_with('V') ? 1 : 0;
  std::size_t end = begin;
  for (std::size_t at = begin; at < migration.size();) {
    auto next = at;
    while (next < migration.size() && is_digit(migration[next])) ++next;
    const bool whole = next == migration.size() || separates(migration[next]);
    if (next == at || !whole) break;
    end = next;
    at = next + 1;
  }
  return migration.substr(begin, end - begin);
}

Span FileContext::begin() const {
  const auto& statements = script.statements();
  return statements.empty() ? Span{} : statements.front().span();
}

std::string and_then(std::string_view does) {
  return does.empty() ? std::string{} : "; " + std::string{does};
}

void FileJudge::knows(const Input& file) { first_of_version(file); }

void FileJudge::begins(const Input& file, const std::vector<const Rule*>& rules,
                       const catalog::Replay& before) {
  rules_ = &rules;
  changes_schema_ = false;
  before_.reset();
  // Where more happens than is known, nothing can be said of what is left.
  if (file.way_back == nullptr || !file.unread.empty()) return;
  const bool is_asked_for = std::any_of(
      rules.begin(), rules.end(), [](const Rule* rule) { return rule->check_way_back != nullptr; });
  if (is_asked_for) before_.emplace(before);
}

void FileJudge::sees(const effects::Effects& effects) {
  changes_schema_ = changes_schema_ || is_schema_change(effects);
}

std::string_view FileJudge::first_of_version(const Input& file) {
  const auto version = version_of(file.migration);
  if (version.empty() || file.removed) return file.path;
  return versions_.try_emplace({folder_of(file), std::string{version}}, file.path).first->second;
}

void FileJudge::ends(const Input& file, const catalog::Replay& after, const Take& take) {
  const auto first = first_of_version(file);
  const FileContext context{
      .path = file.path,
      .migration = file.migration,
      .framework = file.framework,
      .script = *file.script,
      .has_way_back = file.way_back != nullptr,
      .changes_schema = changes_schema_,
      .same_version = first == file.path ? std::nullopt : std::optional{first},
      .edited = file.edited,
      .renamed_from = file.renamed_from,
      .removed = file.removed,
      .overtaken_by = file.overtaken_by,
      .runner = file.runner};
  for (const Rule* rule : *rules_) {
    if (rule->check_file == nullptr) continue;
    Findings found;
    rule->check_file(context, found);
    for (const auto& draft : found.drafts()) take(*rule, draft);
  }
  if (before_ && !file.script->statements().empty()) judge_way_back(file, after, take);
}

void FileJudge::judge_way_back(const Input& file, const catalog::Replay& after, const Take& take) {
  auto replay = after;
  sql::Reader reader({file.way_back});
  for (auto some = reader.next(); !some.empty(); some = reader.next()) {
    for (const auto& [statement, view] : some) {
      replay.advance(view, *file.way_back, statement.span());
    }
  }
  replay.commit();
  const WayBack way{*file.script, before_->catalog(), replay.catalog()};
  for (const Rule* rule : *rules_) {
    if (rule->check_way_back == nullptr) continue;
    Findings found;
    rule->check_way_back(way, found);
    for (const auto& draft : found.drafts()) take(*rule, draft);
  }
}

}  // namespace pgstage::lint
