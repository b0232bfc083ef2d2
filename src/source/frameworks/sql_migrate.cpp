// rubenv/sql-migrate: both ways in one file, each statement sent by itself.
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

constexpr std::string_view kUp = "-- +migrate Up";
constexpr std::string_view kDown = "-- +migrate Down";
constexpr std::string_view kAlone = " notransaction";
constexpr std::string_view kBegin = "-- +migrate StatementBegin\n";
constexpr std::string_view kEnd = "-- +migrate StatementEnd\n";

bool recognises(const std::string& folder, const Content& content) {
  return first_text(folder, content).find(kUp) != std::string::npos;
}

std::string alone_line(std::string_view direction) {
  return std::string{direction} + std::string{kAlone};
}

std::string heading(std::string_view direction, const Part& part) {
  return (part.transaction ? std::string{direction} : alone_line(direction)) + "\n";
}

std::vector<NewFile> write(const NewMigration& migration, const Naming& /*naming*/) {
  std::string text = comment(migration.head);
  text += heading(kUp, migration.up) + script_of(migration.up, Around::Runner, kBegin, kEnd);
  text += "\n" + heading(kDown, migration.down) +
          way_back_of(migration.down, Around::Runner, kBegin, kEnd);
  return {{file_name(migration) + ".sql", std::move(text)}};
}

SentAs sent_as(const Migration& migration, Way way) {
  const bool alone = way == Way::Up ? has_line(migration.up, alone_line(kUp))
                                    : has_line(migration.down, alone_line(kDown));
  return alone ? SentAs::Statement : SentAs::File;
}

}  // namespace

extern const Framework sql_migrate = {.name = "sql-migrate",
                                      .recognises = recognises,
                                      .version = next_version,
                                      .write = write,
                                      .sent_as = sent_as};

}  // namespace pgstage::source::frameworks
