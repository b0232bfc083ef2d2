// Supabase: one file without a way back, whose statements are pipelined and so share a transaction;
// the first one alone may refuse it.
#include <array>
#include <filesystem>

#include "plain.hpp"
#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

bool recognises(const std::string& folder, const Content& content) {
  const std::filesystem::path path(folder);
  return !content.scripts.empty() && path.filename() == "migrations" &&
         path.parent_path().filename() == "supabase";
}

std::vector<NewFile> write(const NewMigration& migration, const Naming& /*naming*/) {
  return {{file_name(migration) + ".sql",
           comment(migration.head) + script_of(migration.up, Around::Script)}};
}

/// What refuses a transaction is sent by itself (2.109 and later), and what is around it, too.
constexpr auto kLonely = std::to_array<std::string_view>(
    {"create index concurrently ", "create unique index concurrently ", "drop index concurrently ",
     "reindex ", "vacuum ", "alter system ", "cluster "});

SentAs sent_as(const Migration& migration, Way way) {
  return has_statement(text_of(migration, way), kLonely) ? SentAs::Statement : SentAs::Message;
}

}  // namespace

extern const Framework supabase = {
    .name = "supabase",
    .alone = Alone::OneStatement,
    .recognises = recognises,
    .version = next_version,
    .write = write,
    .sent_as = sent_as,
    .order = plain::ordered_as_text,
    .ledger = {.table = "supabase_migrations.schema_migrations",
               .applied = "SELECT version::text FROM {}",
               .holds = holds_version},
    .runner = {.if_overtaken = "Supabase refuses it, unless it is told --include-all"}};

}  // namespace pgstage::source::frameworks
