// rubenv/sql-migrate: both ways in one file, each statement sent by itself.
#include <array>

#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

constexpr Headings kHeadings = {
    .up = "-- +migrate Up", .down = "-- +migrate Down", .alone = " notransaction"};
constexpr std::string_view kBegin = "-- +migrate StatementBegin\n";
constexpr std::string_view kEnd = "-- +migrate StatementEnd\n";

constexpr auto kDirectives =
    std::to_array<std::string_view>({"Up", "Down", "StatementBegin", "StatementEnd"});

bool recognises(const std::string& folder, const Content& content) {
  return most_have(folder, content, kHeadings.up);
}

std::vector<NewFile> write(const NewMigration& migration, const Naming& /*naming*/) {
  std::string text = comment(migration.head);
  text +=
      kHeadings.line(Way::Up, migration.up) + script_of(migration.up, Around::Runner, kBegin, kEnd);
  text += "\n" + kHeadings.line(Way::Down, migration.down) +
          way_back_of(migration.down, Around::Runner, kBegin, kEnd);
  return {{file_name(migration) + ".sql", std::move(text)}};
}

SentAs sent_as(const Migration& migration, Way way) {
  return kHeadings.is_alone(migration, way) ? SentAs::Statement : SentAs::File;
}

}  // namespace

extern const Framework sql_migrate = {.name = "sql-migrate",
                                      .recognises = recognises,
                                      .version = next_version,
                                      .write = write,
                                      .sent_as = sent_as,
                                      .ledger = {.table = "gorp_migrations",
                                                 .applied = "SELECT id::text FROM {}",
                                                 .holds = holds_file},
                                      .directives = {.mark = "+migrate",
                                                     .known = kDirectives,
                                                     .begin = kDirectives[2],
                                                     .end = kDirectives[3],
                                                     .options = true},
                                      .runner = {.goes_by_name = "sql-migrate"}};

}  // namespace pgstage::source::frameworks
