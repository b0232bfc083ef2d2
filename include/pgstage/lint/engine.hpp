#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/catalog/catalog.hpp"
#include "pgstage/effects/effects.hpp"
#include "pgstage/lint/choice.hpp"
#include "pgstage/lint/risk.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/model/sent_as.hpp"
#include "pgstage/model/server_version.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::lint {

/// One migration as the engine takes it. The script, which the engine reads where that was not done
/// before, must outlive the report.
struct Input {
  std::string path;
  std::string framework = "plain";
  std::string migration;
  SentAs sent_as = SentAs::Statement;
  sql::Script* script = nullptr;
  sql::Script* way_back = nullptr;  ///< What is to undo it; null when there is none.
  /// Where statements are sent by themselves: parts of the script, by place, that are one message
  /// each, so that the statements in one of them share a transaction.
  std::vector<Span> messages = {};
  /// Where they share a transaction: parts of the script, by place, for which it is committed, and
  /// begun again behind them.
  std::vector<Span> outside = {};
  bool edited = false;                    ///< Since others have it.
  std::string renamed_from = {};          ///< What it is called where others have it.
  bool removed = false;                   ///< Others have it, and it is gone; the script is empty.
  std::vector<sql::Skipped> unread = {};  ///< Places in code whose SQL is not known,
  bool hides = false;                     ///< some of them where it goes forward.
  /// Those with the same are run against the same database, unless all are: where the start is
  /// complete.
  std::string database = {};
  Runner runner = {};
  /// Of code what the file says, where the script has blanks; empty: the script is the file.
  std::string code = {};
  std::string overtaken_by = {};  ///< The last one in the order that others have; or empty.
};

/// What one deploy runs.
using Batch = std::vector<Input>;

/// One run of the tool. The earlier migrations are replayed and not judged; each batch sees the
/// ones before it as what running clients know.
struct Run {
  std::vector<Input> earlier;
  std::vector<Batch> batches;
};

struct Options {
  ServerVersion version = kDefaultServer;
  std::vector<Choice> choices;  ///< Of the rules; the nearest first.
  /// As ISO 8601 writes it: what decides whether a suppression has expired. Empty: none has.
  std::string today;
  /// A lock_timeout that the role, the runner or the connection sets, as in `5s`; empty: none.
  std::string runner_lock_timeout;
  /// Which findings are not to be told, as they were accepted before: they count as suppressed.
  std::function<bool(std::string_view path, const Finding& finding)> known = {};
  bool each_file = false;  ///< What concerns the runner is said of each file, not of the first.
};

struct JudgedFile {
  Input input;
  std::vector<Finding> findings;  ///< By place, then by rule.
  std::size_t suppressed = 0;
};

/// From the statement that takes a blocking lock on a live relation to the one that lets it go.
struct Hold {
  QualifiedName relation;
  LockMode mode = LockMode::AccessExclusive;
  Place from;
  Place to;
  std::string during;  ///< The longest thing that happens meanwhile, or empty.
  double seconds = 0;  ///< About how long it is, as far as the sizes of tables are known.
};

struct Report {
  std::vector<JudgedFile> files;
  std::vector<Hold> timeline;
  std::vector<Risk> risks;             ///< The gravest first. None where nothing was judged.
  std::vector<catalog::Catalog> ends;  ///< What is there behind the last statement, by database.
};

/// Who is told what each pending statement does, while the engine goes from file to file; what was
/// told is not kept. Called on a thread of the engine's, in order, and not after it has returned.
class Listener {
 public:
  Listener() = default;
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  virtual ~Listener() = default;

  /// false: statement() need not be called.
  virtual bool takes_statements() const { return true; }
  virtual void file_begins(const Input& file) = 0;
  virtual void statement(std::size_t index, const sql::Statement& statement,
                         const effects::Effects& effects) = 0;
  virtual void file_ends(const JudgedFile& file) = 0;
};
using Listeners = std::span<Listener* const>;

/// Judges each file by the rules that were chosen for it. The same input gives the same report.
Report judge(const Run& run, const catalog::Catalog& start, const Options& options,
             Listeners listeners = {});

/// Only says what each statement does. Gives what is there after the last one.
catalog::Catalog examine(const Run& run, const catalog::Catalog& start, ServerVersion version,
                         Listeners listeners);

}  // namespace pgstage::lint
