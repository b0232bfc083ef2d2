#include "plain.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "../directives.hpp"
#include "../natural_order.hpp"
#include "../writing.hpp"

namespace pgstage::source::plain {
namespace {

namespace fs = std::filesystem;

constexpr auto kWaysBack = std::to_array<std::string_view>(
    {".down.sql", "_down.sql", ".rollback.sql", ".undo.sql", ".revert.sql"});

constexpr auto kCommonNames = std::to_array<std::string_view>({"migration.sql", "up.sql"});

/// Flyway's way back of one version, `U2__orders.sql`.
bool is_flyway_undo(const std::string& name) {
  const auto version = std::string_view(name).substr(0, name.find("__"));
  return version.size() > 1 && version.size() < name.size() && version.front() == 'U' &&
         version.find_first_not_of("0123456789._", 1) == std::string_view::npos;
}

bool is_common_name(const std::string& name) {
  return std::find(kCommonNames.begin(), kCommonNames.end(), name) != kCommonNames.end();
}

/// Whether the script is one of many of this name, each in a folder of its own.
bool has_own_folder(const fs::path& path) {
  return is_common_name(path.filename().string()) && path.parent_path().has_filename();
}

/// The line with which a script that holds both ways begins its way back (goose, sql-migrate,
/// dbmate).
constexpr auto kBackBegins =
    std::to_array<std::string_view>({"-- +goose Down", "-- +migrate Down", "-- migrate:down"});

/// Where the way back begins in the text; its end when there is none.
std::size_t way_back_in(std::string_view text) {
  for (std::size_t line = 0; line < text.size();) {
    const auto rest = text.substr(line);
    const bool found = std::any_of(kBackBegins.begin(), kBackBegins.end(),
                                   [&](auto words) { return begins_line(rest, words); });
    if (found) return line;
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) break;
    line += end + 1;
  }
  return text.size();
}

/// Where the way back of this script would be, by its name.
std::vector<std::string> ways_back(const std::string& path) {
  const fs::path file(path);
  if (is_common_name(file.filename().string())) {
    return {(file.parent_path() / "down.sql").string()};
  }
  std::string stem = path.substr(0, path.size() - std::string_view(".sql").size());
  if (stem.ends_with(".up")) stem.resize(stem.size() - 3);
  std::vector<std::string> out;
  const auto undo = "U" + file.filename().string().substr(1);
  if (file.filename().string().front() == 'V' && is_flyway_undo(undo)) {
    out.push_back((file.parent_path() / undo).string());
  }
  for (const auto suffix : kWaysBack) out.push_back(stem + std::string{suffix});
  return out;
}

}  // namespace

bool is_migration(const std::string& path) {
  const auto name = fs::path(path).filename().string();
  if (!name.ends_with(".sql") || name == "down.sql" || is_flyway_undo(name)) return false;
  return std::none_of(kWaysBack.begin(), kWaysBack.end(),
                      [&](auto suffix) { return path.ends_with(suffix); });
}

bool is_repeatable(const std::string& path) {
  return fs::path(path).filename().string().starts_with("R__");
}

std::string down_suffix_of(const std::string& path) {
  if (is_common_name(fs::path(path).filename().string())) return {};
  const auto stem = fs::path(path).parent_path() / id_of(path);
  const auto found = std::find_if(kWaysBack.begin(), kWaysBack.end(), [&](auto suffix) {
    return exists(stem.string() + std::string{suffix});
  });
  return found == kWaysBack.end() ? std::string{} : std::string{*found};
}

std::string id_of(const std::string& path) {
  const fs::path file(path);
  if (is_common_name(file.filename().string())) return file.parent_path().filename().string();
  std::string id = file.stem().string();
  if (id.ends_with(".up")) id.resize(id.size() - 3);
  return id;
}

std::string history_of(const std::string& path) {
  const auto folder = fs::path(path).parent_path();
  // Sqitch's changes may have slashes in their names.
  for (auto at = folder; at.has_filename(); at = at.parent_path()) {
    const auto name = at.filename();
    const bool may_be = name == "deploy" || name == "revert" || name == "verify";
    if (may_be && exists((at.parent_path() / "sqitch.plan").string())) return at.string();
  }
  const auto history = has_own_folder(path) ? folder.parent_path() : folder;
  return history.empty() ? "." : history.string();
}

std::vector<std::string> scripts_beside(const std::string& path) {
  const auto name = fs::path(path).filename();
  const bool below = has_own_folder(path);
  std::vector<std::string> out;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(history_of(path), failed)) {
    std::error_code ignored;
    const auto script = below ? entry.path() / name : entry.path();
    if (fs::is_regular_file(script, ignored)) out.push_back(script.lexically_normal().string());
  }
  return out;
}

std::vector<std::string> ordered(std::vector<std::string> paths) {
  std::erase_if(paths, [](const auto& path) { return !is_migration(path); });
  return by_name(std::move(paths));
}

Result<std::vector<std::string>> ordered_as_text(const std::string& /*folder*/,
                                                 std::vector<std::string> paths) {
  std::erase_if(paths, [](const auto& path) { return !is_migration(path); });
  return by_text(std::move(paths));
}

std::vector<std::string> by_text(std::vector<std::string> paths) {
  std::sort(paths.begin(), paths.end(),
            [](const auto& a, const auto& b) { return id_of(a) < id_of(b); });
  return paths;
}

std::vector<std::string> by_name(std::vector<std::string> paths) {
  std::sort(paths.begin(), paths.end(), comes_before);
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  std::stable_partition(paths.begin(), paths.end(),
                        [](const auto& path) { return !is_repeatable(path); });
  return paths;
}

Result<Migration> read(const std::string& path, const ReadFile& read_file) {
  auto text = read_file(path);
  if (!text) return text.error();
  const auto back_at = way_back_in(*text);
  Migration out{.id = id_of(path),
                .path = path,
                .framework = "plain",
                .up = text->substr(0, back_at),
                .down = text->substr(back_at)};
  if (!out.down.empty()) return out;
  for (const auto& back : ways_back(path)) {
    std::error_code ignored;
    if (!fs::exists(back, ignored)) continue;
    auto down = read_file(back);
    if (!down) return down.error();
    out.down = *std::move(down);
    break;
  }
  return out;
}

}  // namespace pgstage::source::plain

namespace pgstage::source::frameworks {
namespace {

/// Nobody's mark; what is nobody else's is plain.
bool recognises(const std::string& /*folder*/, const Content& /*content*/) { return false; }

/// Names without a version are counted on by themselves.
std::string version(const Naming& naming, int n) {
  if (!version_in(naming.last).empty()) return next_version(naming, n);
  return naming.last + "_" + std::to_string(n);
}

/// Who runs all files of a folder would run a way back, too, unless the others have one as well.
std::vector<NewFile> write(const NewMigration& migration, const Naming& naming) {
  const auto name = file_name(migration);
  auto head = migration.head;
  if (!migration.up.transaction) head.emplace_back("Not for psql --single-transaction.");
  NewFile up{name + naming.up_suffix, comment(head) + script_of(migration.up, Around::Script)};
  auto back = way_back_of(migration.down, Around::Script);
  if (!naming.down_suffix.empty()) return {std::move(up), {name + naming.down_suffix, back}};
  if (migration.down.commands.empty()) return {std::move(up)};
  up.text += "\n-- The way back, for whom needs it:\n--\n";
  for (std::size_t at = 0; at < back.size();) {
    const auto end = back.find('\n', at);
    up.text += comment({back.substr(at, end - at)});
    at = end + 1;
  }
  return {std::move(up)};
}

SentAs sent_as(const Migration& /*migration*/, Way /*way*/) { return SentAs::Statement; }

}  // namespace

extern const Framework plain = {.name = "plain",
                                .recognises = recognises,
                                .version = version,
                                .write = write,
                                .sent_as = sent_as,
                                .has_parts = true};

}  // namespace pgstage::source::frameworks
