// A folder of SQL files that nobody's framework owns, run in the order of their names as psql -f
// would run them.
#pragma once

#include <string>
#include <vector>

#include "pgstage/model/result.hpp"
#include "pgstage/source/source.hpp"

namespace pgstage::source::plain {

/// Whether a path is a script that goes forward: `*.sql`, but none of the ways to name its way
/// back.
bool is_migration(const std::string& path);

/// Flyway's migrations without a version, `R__views.sql`: they run behind all others.
bool is_repeatable(const std::string& path);

/// How the file of a script's way back ends, as `.down.sql`; empty: it has none.
std::string down_suffix_of(const std::string& path);

/// The path's own name, or its folder's where every script is called alike (`…/migration.sql`).
std::string id_of(const std::string& path);

/// The folder whose scripts make one history with this one: its own, or where every script is
/// called alike, the one above that.
std::string history_of(const std::string& path);
/// The files of that folder, or those of the same name in the folders of it.
std::vector<std::string> scripts_beside(const std::string& path);

/// The migrations among these files, by their names.
std::vector<std::string> ordered(std::vector<std::string> paths);
/// The same for frameworks that compare names as text, so that `10_b` comes before `9_a`.
Result<std::vector<std::string>> ordered_as_text(const std::string& folder,
                                                 std::vector<std::string> paths);
/// All of them so.
std::vector<std::string> by_text(std::vector<std::string> paths);
/// All of them by their numbers, those without a version last.
std::vector<std::string> by_name(std::vector<std::string> paths);

Result<Migration> read(const std::string& path, const ReadFile& read_file);

}  // namespace pgstage::source::plain
