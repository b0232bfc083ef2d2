// pressly/goose: both ways in one file, each statement sent by itself on the line that ends with
// its semicolon, or between StatementBegin and StatementEnd.
#include <array>

#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

constexpr std::string_view kUp = "-- +goose Up";
constexpr std::string_view kAlone = "-- +goose NO TRANSACTION";
constexpr std::string_view kBegin = "-- +goose StatementBegin\n";
constexpr std::string_view kEnd = "-- +goose StatementEnd\n";

constexpr auto kDirectives = std::to_array<std::string_view>(
    {"Up", "Down", "StatementBegin", "StatementEnd", "NO TRANSACTION", "ENVSUB ON", "ENVSUB OFF"});

bool recognises(const std::string& folder, const Content& content) {
  return most_have(folder, content, kUp);
}

/// NO TRANSACTION holds for both ways: the one that wants a transaction begins it itself.
std::vector<NewFile> write(const NewMigration& migration, const Naming& /*naming*/) {
  const bool runner = migration.up.transaction && migration.down.transaction;
  const auto around = runner ? Around::Runner : Around::Script;
  std::string text = comment(migration.head);
  if (!runner) text += std::string{kAlone} + "\n";
  text += std::string{kUp} + "\n" + script_of(migration.up, around, kBegin, kEnd);
  text += "\n-- +goose Down\n" + way_back_of(migration.down, around, kBegin, kEnd);
  return {{file_name(migration) + ".sql", std::move(text)}};
}

SentAs sent_as(const Migration& migration, Way /*way*/) {
  return has_line(migration.up, kAlone) ? SentAs::Statement : SentAs::File;
}

}  // namespace

extern const Framework goose = {
    .name = "goose",
    .recognises = recognises,
    .version = next_version,
    .write = write,
    .sent_as = sent_as,
    .ledger = {.table = "goose_db_version",
               .applied = "SELECT DISTINCT ON (version_id) CASE WHEN is_applied THEN "
                          "version_id::text END FROM {} ORDER BY version_id, id DESC",
               .holds = holds_number},
    .directives = {.mark = "+goose",
                   .known = kDirectives,
                   .begin = kDirectives[2],
                   .end = kDirectives[3],
                   .any_case = true},
    .runner = {.if_overtaken = "goose refuses it, unless it is told --allow-missing",
               .if_edited = "goose does not run it again"}};

}  // namespace pgstage::source::frameworks
