#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/model/lock_mode.hpp"
#include "pgstage/plan/proof.hpp"

namespace pgstage::plan {

/// How a backfill walks its table; each chunk is one transaction.
///
/// `Blocks`: the chunk statement takes heap blocks `[$1, $2)` as
/// `ctid >= ('(' || $1 || ',0)')::tid AND ctid < ('(' || $2 || ',0)')::tid`. It must be idempotent,
/// since a row that moves may be visited twice; the walk ends at the block count found at its
/// start. `Key`: the chunk statement takes the keys in `($1, $2]` of one unique NOT NULL column as
/// `(key > $1 OR $1 IS NULL) AND key <= $2`, since `$1` is NULL in the first chunk; the walk ends
/// at the greatest key found at its start, so that rows which arrive meanwhile are left alone.
/// chunk_walk.hpp gives the ranges of both.
enum class Walk { Blocks, Key };

/// What a backfill step needs besides its statement.
struct Chunks {
  std::string table;  ///< `public.users`, quoted where needed.
  Walk walk = Walk::Blocks;
  std::string key;  ///< Walk::Key: the column, quoted where needed.
  /// SELECT of one bigint over the same range parameters: rows of the chunk that are still wrong.
  /// Empty: the step's post-condition alone decides.
  std::string remaining;
  /// The rows mean the same as before, so the user's own triggers are not to fire where the role
  /// may prevent it. Never for what the person wrote: foreign keys are triggers, too.
  bool quiet = false;
  /// Others may bring rows of that kind meanwhile, and those are not meant. So what remains is
  /// walked over again, and after a few times it is no failure.
  bool others_add = false;

  bool operator==(const Chunks&) const = default;
};

enum class StepKind {
  Sql,       ///< Runs its statements, in one transaction or one by one.
  Backfill,  ///< Runs its one statement chunk by chunk.
  Wait,      ///< Polls its post-condition until it holds.
  Check,     ///< Reads its post-condition once; false stops the plan.
};

/// All from the catalog's numbers; absent where nothing is known.
struct Estimate {
  std::optional<std::int64_t> rows;   ///< Of the largest table that is gone through.
  std::optional<std::int64_t> bytes;  ///< Of it with its indexes.
  std::optional<double> seconds;      ///< Of all that is gone through.
  std::optional<std::int64_t> disk;   ///< Bytes that come to it, at the worst.
  std::optional<std::int64_t> wal;    ///< Bytes of write-ahead log.
  std::optional<double> stall;        ///< Seconds that others wait, where that is not brief.
  std::string source;                 ///< The arithmetic for what takes longest, in words.

  bool operator==(const Estimate&) const = default;
};

/// The place in the person's file that a step comes from.
struct Origin {
  std::string path;
  std::size_t line = 0;

  bool operator==(const Origin&) const = default;
};

/// One thing that apply does.
///
/// `probe` and `post` are SELECTs of one boolean on the catalog: is the effect there already, and
/// is the result right? They look at definitions, not at names alone. An empty probe means that the
/// effect cannot be seen (the journal alone decides; such a step is always transactional).
struct Step {
  std::string id;  ///< Unique in the plan, stable for the same input: `expand-1`.
  StepKind kind = StepKind::Sql;
  std::string title;
  std::vector<std::string> sql;
  bool transaction = true;
  std::vector<std::string> undo;  ///< Run in this order. Empty: nothing to undo, or irreversible.
  bool undo_transaction = true;   ///< false for CONCURRENTLY.
  std::string probe;
  std::string post;
  std::map<std::string, LockMode> locks;            ///< Strongest mode per existing relation.
  std::map<std::string, LockMode> undo_locks = {};  ///< The same of the undo.
  /// Others wait for a moment at most, not for as long as a table is large.
  bool brief = true;
  Estimate estimate;
  std::optional<Chunks> chunks;  ///< StepKind::Backfill.
  Origin from;

  bool operator==(const Step&) const = default;
};

/// A question that pgstage can ask the database at a gate. The query gives one boolean; false is
/// contrary evidence, and apply refuses to pass.
struct GateCheck {
  std::string says;
  std::string sql;

  bool operator==(const GateCheck&) const = default;
};

/// What must be true outside the database before a phase may begin.
struct Gate {
  std::string says;  ///< In words a developer can act on.
  std::vector<GateCheck> checks;
  /// What code of before the plan may name and what is gone once the phase is through:
  /// `public.users`, `public.users.name`. Sorted.
  std::vector<std::string> retires = {};

  bool operator==(const Gate&) const = default;
};

enum class PhaseName { Expand, Migrate, Contract };

std::string_view to_string(PhaseName name);
std::optional<PhaseName> phase_from(std::string_view name);

struct Phase {
  PhaseName name = PhaseName::Expand;
  std::optional<Gate> gate;
  std::vector<Step> steps;

  bool operator==(const Phase&) const = default;
};

/// The file a plan was made from.
struct Source {
  std::string path;
  std::string framework;
  std::string migration;
  std::string sha256;

  bool operator==(const Source&) const = default;
};

/// Something that the plan relied on, as `catalog::describe` words it. apply asks again and
/// compares the words; `absent` stands for a thing that must not exist.
struct Fact {
  std::string object;
  std::string is;

  bool operator==(const Fact&) const = default;
};

/// Begins an accepted difference that is none of the plan's end, but of the state that undoing it
/// leads to: something harmless that nobody can take away again.
inline constexpr std::string_view kAfterUndo = "after undo: ";

/// How one kind of change is carried out safely, phase by phase. A value: it can be printed,
/// hashed, stored and compared, and nothing in it refers to a connection.
struct Plan {
  std::string id;  ///< Digest of everything below but the paths and the proof.
  int pg_version = 0;
  std::optional<std::string> database;
  std::vector<Source> sources;
  std::vector<Fact> facts;
  std::vector<Phase> phases;  ///< In the order expand, migrate, contract; a phase may be missing.
  std::vector<std::string> accepted_differences;
  std::vector<std::string> irreversible;  ///< Step ids.
  /// What the reader has to know before anything else, such as a step that blocks after all.
  std::vector<std::string> warnings;
  std::optional<Proof> proof;

  bool operator==(const Plan&) const = default;
};

}  // namespace pgstage::plan
