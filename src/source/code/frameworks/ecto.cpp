// Ecto: a transaction for each migration, unless it says `@disable_ddl_transaction true`.
#include <algorithm>
#include <array>

#include "code/framework.hpp"
#include "reading.hpp"

namespace pgstage::source::code_frameworks {
namespace {

constexpr auto kMarks = std::to_array<std::string_view>({"use Ecto.Migration", "Ecto.Migration"});
constexpr SqlCall kSql[] = {
    {.callee = "execute", .way_back_next = true}, {.callee = "*.query!"}, {.callee = "*.query"}};
constexpr auto kOthers = std::to_array<std::string_view>(
    {"alter", "create", "create_if_not_exists", "drop", "drop_if_exists", "rename", "*.update_all",
     "*.insert_all", "*.delete_all"});
constexpr auto kWayBack = std::to_array<std::string_view>({"down"});
constexpr auto kAlone = std::to_array<std::string_view>({"disable_ddl_transaction true"});

/// Of the module, or of the repository's configuration where it stands beside.
void tell(const Migration& migration, Runner& runner) {
  constexpr auto kLetsGo =
      std::to_array<std::string_view>({"@disable_migration_lock true", ":pg_advisory_lock"});
  const bool lets_go = std::any_of(kLetsGo.begin(), kLetsGo.end(),
                                   [&](auto words) { return has_word(migration.code, words); });
  if (lets_go) runner.keeps_transaction = {};
}

}  // namespace

extern const CodeFramework ecto = {
    .name = "ecto",
    .language = &code::kElixir,
    .marks = kMarks,
    .sql = kSql,
    .others = kOthers,
    .way_back = kWayBack,
    .sent_as = SentAs::File,
    .alone = kAlone,
    .exported = "\"mix ecto.migrate --log-migrations-sql\" writes them as SQL while it runs them",
    .runner = {.if_edited = "Ecto does not run it again", .keeps_transaction = "Ecto"},
    .tell = tell};

}  // namespace pgstage::source::code_frameworks
