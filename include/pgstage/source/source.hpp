#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "pgstage/model/result.hpp"
#include "pgstage/model/runner.hpp"
#include "pgstage/model/sent_as.hpp"
#include "pgstage/model/span.hpp"

namespace pgstage::source {

/// A place in code whose SQL nobody knows before it runs.
struct Unread {
  std::size_t offset = 0;
  std::string why;
  bool goes_back = false;  ///< It belongs to the way back.
};

/// One unit of a framework's history, as it stands in a file.
struct Migration {
  std::string id;         ///< What the framework calls it: `0003_add_email`.
  std::string path;       ///< As a person would type it.
  std::string framework;  ///< `plain` for a folder of SQL files.
  std::string up;         ///< The bytes of the script, unchanged; of code, its SQL where it stands.
  std::string down;       ///< The way back, where the framework keeps one; else empty.
  SentAs sent_as = SentAs::Statement;
  std::vector<Unread> unread = {};  ///< Of code, by place. Both ways are blank there.
  /// Where statements are sent by themselves: the parts of `up`, by place, that are one message
  /// each, whatever they hold.
  std::vector<Span> messages = {};
  /// Where statements share a transaction: the parts of `up`, by place, for which it is committed,
  /// and begun again behind them.
  std::vector<Span> outside = {};
  std::string code = {};  ///< The bytes of a file of code; else empty.
  /// As far as their folders tell, migrations with the same are run against the same database.
  std::string database = {};
  /// Where Request::applied tells which were applied: the last one of its history that was and
  /// stands behind this one, which was not.
  std::string overtaken_by = {};
  Runner runner = {};
};

/// What the arguments of a command mean: migrations that were applied before, and what each deploy
/// runs.
struct Selection {
  std::vector<Migration> earlier;
  std::vector<std::vector<Migration>> batches;
  std::vector<Migration> removed;        ///< As they were asked for.
  std::vector<std::string> closed = {};  ///< Folders that may not be read.
  /// Folders with scripts that speak to another framework than the one whose they seem to be, each
  /// as a sentence.
  std::vector<std::string> mixed = {};
};

/// The bytes of a file, or why there are none.
using ReadFile = std::function<Result<std::string>(const std::string& path)>;

/// The bytes of a file. Folders, missing and unreadable files, and files over 256 MB are errors.
Result<std::string> read_file(const std::string& path);

struct Request {
  /// Files, folders or `-`. Named files form one batch, and the other scripts of their folder that
  /// come before them are earlier. In a folder each migration is a deploy of its own.
  std::vector<std::string> paths;
  std::string stdin_text;      ///< For `-`.
  std::string stdin_filename;  ///< What to call it.
  std::string after;           ///< Migrations up to this id are earlier, the rest one batch.
  /// Those that it says are earlier, the rest is one batch. Empty: nobody says.
  std::function<bool(const Migration& migration)> applied = {};
  /// Those that others have and that are not there any more.
  std::vector<Migration> removed = {};
  /// Those of a folder that are passed over. Empty: none.
  std::function<bool(const std::string& path)> left_out = {};
  std::string framework = {};  ///< Whose they are; empty: whose they seem to be.
  bool one_batch = false;      ///< A folder, too, is one batch: what `plan` wants.
  ReadFile read = read_file;
};

/// Reads what is asked for. Errors name the file and the way out.
Result<Selection> select(const Request& request);

/// The root of the repository that a folder is in; the folder itself when it is in none.
std::string repository_of(const std::string& folder);

/// A folder with a history of SQL scripts.
struct History {
  std::string folder;     ///< From where we are.
  std::string framework;  ///< Whose it seems to be; `plain` when nobody's.
};

/// The one that a script is of; nothing when it is of none.
std::optional<History> history_with(const std::string& script);

/// Every such folder below another, by name. Hidden folders and those of dependencies are passed
/// over.
std::vector<History> histories_below(const std::string& root);

}  // namespace pgstage::source
