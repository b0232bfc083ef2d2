// dbmate: both ways in one file, each sent as one message.
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

constexpr std::string_view kUp = "-- migrate:up";
constexpr std::string_view kDown = "-- migrate:down";
constexpr std::string_view kAlone = " transaction:false";

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
  text += heading(kUp, migration.up) + script_of(migration.up, Around::Runner);
  text += "\n" + heading(kDown, migration.down) + way_back_of(migration.down, Around::Runner);
  return {{file_name(migration) + ".sql", std::move(text)}};
}

SentAs sent_as(const Migration& migration, Way way) {
  const bool alone = way == Way::Up ? has_line(migration.up, alone_line(kUp))
                                    : has_line(migration.down, alone_line(kDown));
  return alone ? SentAs::Message : SentAs::File;
}

}  // namespace

extern const Framework dbmate = {.name = "dbmate",
                                 .alone = Alone::OneStatement,
                                 .recognises = recognises,
                                 .version = next_version,
                                 .write = write,
                                 .sent_as = sent_as};

}  // namespace pgstage::source::frameworks
