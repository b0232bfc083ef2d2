// graphile-migrate: what was committed has numbers and is in a folder of its own; what is worked on
// stands beside that. Each is one message in a transaction, unless its first line says otherwise.
#include <filesystem>

#include "plain.hpp"
#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAlone = "--! no-transaction";

bool has_settings(const std::string& folder) {
  return !file_above(folder, ".gmrc").empty() || !file_above(folder, ".gmrc.js").empty() ||
         !file_above(folder, ".gmrc.cjs").empty();
}

/// What was committed; or the folder that holds this and what is worked on.
bool recognises(const std::string& folder, const Content& content) {
  if (content.scripts.empty()) return false;
  const auto name = fs::path(folder).filename();
  const bool usual = name == "committed" || name == "current" || exists(folder + "/committed");
  return (usual && has_settings(folder)) || most_have(folder, content, "--! Previous: ");
}

std::vector<std::string> scripts_in(const fs::path& folder) {
  std::vector<std::string> out;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    out.push_back(entry.path().lexically_normal().string());
  }
  return plain::ordered(std::move(out));
}

/// What is worked on comes behind all that was committed.
Result<std::vector<std::string>> order(const std::string& folder,
                                       std::vector<std::string> scripts) {
  const fs::path path(folder);
  const auto migrations = path.filename() == "current" ? path.parent_path() : path;
  auto out = scripts_in(migrations / "committed");
  if (path.filename() == "committed") out.clear();
  const bool beside = !out.empty() && path.filename() != "current";
  for (auto& own : plain::ordered(std::move(scripts))) {
    // Beside the folder of what was committed nothing else is run.
    const bool runs = !beside || own.ends_with("/current.sql");
    if (runs) out.push_back(std::move(own));
  }
  return out;
}

/// In the first line, or in the first one behind the headers of what was committed.
SentAs sent_as(const Migration& migration, Way way) {
  for (const auto& line : lines_of(text_of(migration, way))) {
    if (line.text.starts_with(kAlone)) return SentAs::Message;
    if (!line.text.empty() && !line.text.starts_with("--! ")) break;
  }
  return SentAs::File;
}

}  // namespace

extern const Framework graphile_migrate = {
    .name = "graphile-migrate",
    .alone = Alone::OneStatement,
    .recognises = recognises,
    .version = next_version,
    .write = nullptr,
    .sent_as = sent_as,
    .order = order,
    .placeholders = Placeholders::Psql,
    .ledger = {.table = "graphile_migrate.migrations",
               .applied = "SELECT filename::text FROM {}",
               .holds = holds_file},
    .runner = {.if_edited = "graphile-migrate stops at its hash"}};

}  // namespace pgstage::source::frameworks
