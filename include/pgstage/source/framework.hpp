#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/model/result.hpp"
#include "pgstage/model/runner.hpp"
#include "pgstage/source/source.hpp"

namespace pgstage::source {

/// A statement that is to be written, without its semicolon.
struct Command {
  std::string says;  ///< The lines of the comment above it; empty: none.
  std::string sql;
};

/// One way of a migration.
struct Part {
  std::vector<Command> commands;
  bool transaction = true;                 ///< They share one; else each is sent alone.
  std::vector<std::string> settings = {};  ///< `lock_timeout = '2s'`, while they run.
};

/// A migration that is to be written: what its framework runs as one.
struct NewMigration {
  std::string version;            ///< As Naming::version tells.
  std::string name;               ///< `rename_state_expand`
  std::vector<std::string> head;  ///< Lines of the comment at its head.
  Part up;
  Part down;  ///< Without commands there is nothing to undo.
};

/// A file by its path from the folder that it goes to.
struct NewFile {
  std::string path;
  std::string text;

  bool operator==(const NewFile&) const = default;
};

/// How the migrations are called that new ones come behind.
struct Naming {
  std::string last;         ///< The id of the last one: `0042_status`.
  std::string up_suffix;    ///< Its file ends so: `.up.sql`.
  std::string down_suffix;  ///< And its way back so; empty: it has none.
};

/// What a framework's runner can do without a transaction of its own around it.
enum class Alone {
  Statements,    ///< Sends each statement of a script by itself.
  OneStatement,  ///< Sends a script as one message, in which one statement may stand alone.
  Nothing,       ///< Knows no way.
};

/// What stands in one folder, by name.
struct Content {
  std::vector<std::string> scripts;  ///< That go forward.
  std::vector<std::string> folders;
  std::vector<std::string> code = {};  ///< Files in a language that is read.
};

enum class Way { Up, Down };

/// What stands for other text in a script until it is run.
enum class Placeholders {
  None,
  Braced,  ///< `${name}`
  Psql,    ///< `:name`, `:'name'`, `:"name"`
};

/// Comments that a framework reads, each on a line of its own: `-- +goose Up`.
struct Directives {
  std::string_view mark = {};                    ///< `+goose`
  std::span<const std::string_view> known = {};  ///< The way forward, the way back, and others.
  std::string_view begin = {};                   ///< Of what is one statement,
  std::string_view end = {};                     ///< up to here.
  bool any_case = false;
  bool options = false;  ///< Words may follow them.
};

/// What a framework has written down in the database.
using Keys = std::set<std::string>;

/// Where a framework writes down what it has run.
struct Ledger {
  std::string_view table;  ///< Its usual name.
  /// A query for one column of text, with `{}` for the table, that says what was run.
  std::string_view applied;
  /// Whether these say that the migration was.
  bool (*holds)(const Keys& keys, const Migration& migration) = nullptr;
  /// A query for the names of what was begun and is not done; empty: it does not say.
  std::string_view unfinished = {};
};

/// What is known of a framework; each has a file in src/source/frameworks.
struct Framework {
  std::string_view name;
  Alone alone = Alone::Statements;
  /// Whether a folder holds a history of it, by what only it writes.
  bool (*recognises)(const std::string& folder, const Content& content);
  /// That is something around the folder, so what others find in it counts more.
  bool by_surroundings = false;
  /// The version of the `n`th migration behind the last one, from 1.
  std::string (*version)(const Naming& naming, int n);
  std::vector<NewFile> (*write)(const NewMigration& migration, const Naming& naming);
  /// How it hands over a migration of its own: SentAs::File, Message or Statement.
  SentAs (*sent_as)(const Migration& migration, Way way);
  /// What is to be known before its migrations are run outside a transaction; empty: nothing.
  std::string_view caution = {};
  /// Those of the scripts of a folder that go forward, in the order in which they are run, be they
  /// there or not; null: by their names.
  Result<std::vector<std::string>> (*order)(const std::string& folder,
                                            std::vector<std::string> scripts) = nullptr;
  /// The migrations that a script holds, each with its text where it stands in the file and blanks
  /// around it; null: one.
  Result<std::vector<Migration>> (*read)(const std::string& path,
                                         const ReadFile& read_file) = nullptr;
  Placeholders placeholders = Placeholders::None;
  Ledger ledger = {};          ///< Without a table: it has none.
  Directives directives = {};  ///< Whose half-written ones are errors.
  bool has_parts = false;      ///< Several folders may be for one database.
  Runner runner = {};
  /// What its settings, and those of a migration, make of that for it; null: nothing.
  void (*tell)(const Migration& migration, Runner& runner) = nullptr;
};

/// All of them, by name.
std::span<const Framework* const> all_frameworks();
/// An Error names those that there are.
Result<const Framework*> framework_named(std::string_view name);
/// The one whose history a script belongs to; `plain` when nobody's.
const Framework& framework_of(const std::string& path);
/// How the scripts of the histories that these belong to are called, and the last of them.
Naming naming_of(const std::vector<std::string>& paths);

}  // namespace pgstage::source
