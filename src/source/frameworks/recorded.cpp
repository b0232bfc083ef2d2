// What "pgstage record" wrote: a file for each migration that some framework ran, whose first line
// says how it was sent.
#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

constexpr std::string_view kHead = "-- pgstage:recorded ";

bool recognises(const std::string& folder, const Content& content) {
  return most_have(folder, content, kHead);
}

SentAs sent_as(const Migration& migration, Way /*way*/) {
  const auto head = std::string_view(migration.up).substr(0, migration.up.find('\n'));
  for (const auto way : {SentAs::Batch, SentAs::File, SentAs::Message}) {
    if (head.ends_with(to_string(way))) return way;
  }
  return SentAs::Statement;
}

}  // namespace

extern const Framework recorded = {.name = "recorded",
                                   .recognises = recognises,
                                   .version = next_version,
                                   .write = nullptr,
                                   .sent_as = sent_as};

}  // namespace pgstage::source::frameworks
