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

bool recognises(const std::string& folder, const Content& content) {
  if (content.scripts.empty()) return false;
  for (const std::string_view settings : {".gmrc", ".gmrc.js", ".gmrc.cjs"}) {
    if (!file_above(folder, settings).empty()) return true;
  }
  return has_line(first_text(folder, content), "--! Previous: ");
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
  for (auto& own : plain::ordered(std::move(scripts))) out.push_back(std::move(own));
  return out;
}

SentAs sent_as(const Migration& migration, Way way) {
  return text_of(migration, way).starts_with(kAlone) ? SentAs::Message : SentAs::File;
}

}  // namespace

extern const Framework graphile_migrate = {.name = "graphile-migrate",
                                           .alone = Alone::OneStatement,
                                           .recognises = recognises,
                                           .version = next_version,
                                           .write = nullptr,
                                           .sent_as = sent_as,
                                           .order = order,
                                           .placeholders = Placeholders::Psql,
                                           .ledger = {.table = "graphile_migrate.migrations",
                                                      .applied = "SELECT filename::text FROM {}",
                                                      .holds = holds_file}};

}  // namespace pgstage::source::frameworks
