// Supabase: one file without a way back, whose statements are pipelined and so share a transaction;
// the first one alone may refuse it.
#include <filesystem>

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

SentAs sent_as(const Migration& /*migration*/, Way /*way*/) { return SentAs::Statement; }

}  // namespace

extern const Framework supabase = {.name = "supabase",
                                   .alone = Alone::OneStatement,
                                   .recognises = recognises,
                                   .version = next_version,
                                   .write = write,
                                   .sent_as = sent_as};

}  // namespace pgstage::source::frameworks
