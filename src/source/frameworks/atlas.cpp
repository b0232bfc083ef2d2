// Atlas: a folder of scripts with its own checksums, each in a transaction unless its head says
// otherwise; the statements are sent one by one.
#include "plain.hpp"
#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

/// It writes files for other runners, too.
bool recognises(const std::string& folder, const Content& content) {
  return !content.scripts.empty() && exists(folder + "/atlas.sum") &&
         !content.scripts.front().ends_with(".up.sql");
}

/// Directives for the file stand in its first comments, with an empty line behind them.
SentAs sent_as(const Migration& migration, Way way) {
  bool alone = false;
  for (const auto& line : lines_of(text_of(migration, way))) {
    if (!line.text.starts_with("--"))
      return alone && line.text.empty() ? SentAs::Statement : SentAs::File;
    alone = alone || trimmed(line.text.substr(2)) == "atlas:txmode none";
  }
  return SentAs::File;
}

}  // namespace

extern const Framework atlas = {
    .name = "atlas",
    .recognises = recognises,
    .version = next_version,
    .write = nullptr,
    .sent_as = sent_as,
    .order = plain::ordered_as_text,
    .ledger = {.table = "atlas_schema_revisions.atlas_schema_revisions",
               .applied = "SELECT version::text FROM {} WHERE applied >= total",
               .holds = holds_version,
               .unfinished = "SELECT version::text FROM {} WHERE applied < total"},
    .runner = {.if_edited = "Atlas stops at its checksum"}};

}  // namespace pgstage::source::frameworks
