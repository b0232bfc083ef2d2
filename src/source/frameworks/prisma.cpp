// Prisma Migrate: a folder for each migration. Before 7.4 its script is one message, since then its
// statements are sent one by one and none shares a transaction; so a script says BEGIN and COMMIT
// itself, and what refuses a transaction stands alone.
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

bool recognises(const std::string& folder, const Content& content) {
  return any_has(folder, content, "migration.sql");
}

std::vector<NewFile> write(const NewMigration& migration, const Naming& /*naming*/) {
  const std::string folder = file_name(migration) + "/";
  const auto how = comment({"Run it with: prisma db execute --file down.sql", ""});
  return {
      {folder + "migration.sql", comment(migration.head) + script_of(migration.up, Around::Script)},
      {folder + "down.sql", how + way_back_of(migration.down, Around::Script)}};
}

SentAs sent_as(const Migration& /*migration*/, Way /*way*/) { return SentAs::Statement; }

}  // namespace

extern const Framework prisma = {
    .name = "prisma",
    .alone = Alone::OneStatement,
    .recognises = recognises,
    .version = next_version,
    .write = write,
    .sent_as = sent_as,
    .caution =
        "If it fails, mend the cause and say \"prisma migrate resolve --rolled-back NAME\" "
        "before \"prisma migrate deploy\" is run again."};

}  // namespace pgstage::source::frameworks
