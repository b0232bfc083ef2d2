// dbmate: both ways in one file, each sent as one message.
#include <array>

#include "plain.hpp"
#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

constexpr Headings kHeadings = {
    .up = "-- migrate:up", .down = "-- migrate:down", .alone = " transaction:false"};

constexpr auto kDirectives = std::to_array<std::string_view>({"up", "down"});

bool recognises(const std::string& folder, const Content& content) {
  return most_have(folder, content, kHeadings.up);
}

std::vector<NewFile> write(const NewMigration& migration, const Naming& /*naming*/) {
  std::string text = comment(migration.head);
  text += kHeadings.line(Way::Up, migration.up) + script_of(migration.up, Around::Runner);
  text += "\n" + kHeadings.line(Way::Down, migration.down) +
          way_back_of(migration.down, Around::Runner);
  return {{file_name(migration) + ".sql", std::move(text)}};
}

SentAs sent_as(const Migration& migration, Way way) {
  return kHeadings.is_alone(migration, way) ? SentAs::Message : SentAs::File;
}

}  // namespace

extern const Framework dbmate = {
    .name = "dbmate",
    .alone = Alone::OneStatement,
    .recognises = recognises,
    .version = next_version,
    .write = write,
    .sent_as = sent_as,
    .order = plain::ordered_as_text,
    .ledger = {.table = "schema_migrations",
               .applied = "SELECT version::text FROM {}",
               .holds = holds_version},
    .directives = {.mark = "migrate:", .known = kDirectives, .options = true},
    .runner = {.if_overtaken = "dbmate runs it behind the others, unless it is told --strict",
               .if_edited = "dbmate does not run it again",
               .lets_others_run = "dbmate"}};

}  // namespace pgstage::source::frameworks
