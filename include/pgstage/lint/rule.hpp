#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "pgstage/catalog/replay.hpp"
#include "pgstage/effects/cost.hpp"
#include "pgstage/effects/effects.hpp"
#include "pgstage/lint/finding.hpp"
#include "pgstage/lint/past.hpp"
#include "pgstage/model/runner.hpp"
#include "pgstage/model/sent_as.hpp"
#include "pgstage/model/severity.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::lint {

/// Hazards are judged unless somebody turns them off, the others only where somebody asks for them.
enum class Group {
  Hazard,
  Design,  ///< What a schema would be better with.
  Style,   ///< How names and statements are written.
  Policy,  ///< What some organisations forbid or demand.
};

std::string_view to_string(Group group);

/// A number or a list of words, separated by spaces, that a rule goes by.
struct Parameter {
  std::string_view name;
  std::string_view value;  ///< Unless somebody sets another.
  std::string_view says;   ///< What it is for, in a few words.
};

/// A rule's page in the manual: all of its words, written once. `explain`, the generated pages and
/// SARIF help are made from it. Messages follow PostgreSQL's style guide.
struct RuleInfo {
  std::string_view id;     ///< Names the hazard; `allow <id>` is a sentence.
  std::string_view title;  ///< One line.
  Severity severity = Severity::Warning;
  Category category = Category::Lock;
  Group group = Group::Hazard;
  std::string_view why;      ///< Whole sentences: the lock, whom it blocks, for how long.
  std::string_view instead;  ///< Whole sentences: the safe way.
  std::string_view fine;     ///< When it is no risk.
  std::string_view source;   ///< The chapter of the manual that backs it, or the measurement.
  /// What other tools call it, as `squawk:ban-drop-table`, and what it was called before, separated
  /// by spaces. Accepted wherever a rule is named, the former without the tool, too.
  std::string_view aliases = {};
  bool once_per_run = false;  ///< Concerns the runner rather than the statement.
  std::span<const Parameter> parameters = {};
  /// The rewrite does for the data what the statement does, too, so that it may stand in its place.
  bool fix_in_place = false;
};

/// A lock that an earlier statement of the same transaction took on a relation that running
/// clients use, and that is still held.
struct HeldLock {
  QualifiedName relation;
  LockMode mode = LockMode::AccessShare;
  std::string_view path;  ///< Of the file that took it.
  std::size_t line = 0;   ///< In that file.
};

struct FileContext;
struct ForeignKey;
struct UnreadPart;
struct WayBack;

/// Parameters that were set, by `rule.parameter`.
using Parameters = std::map<std::string, std::string, std::less<>>;

/// What a rule may know besides a statement's effects. Valid for one call.
struct Context {
  /// What costs a look at the text and several rules ask for.
  struct Noted {
    std::optional<std::vector<Span>> action_spans;
    std::shared_ptr<const std::string> text;  ///< Of the statement, for what outlives it.
    std::shared_ptr<const std::vector<ForeignKey>> added_foreign_keys;
    std::shared_ptr<const std::vector<UnreadPart>> unread_parts;
  };

  std::string_view path;
  const sql::Script& script;
  const sql::Statement& statement;
  const sql::View& view;
  const catalog::Replay& before;
  ServerVersion version;
  SentAs sent_as = SentAs::Statement;
  std::span<const HeldLock> held;  ///< By earlier statements of this transaction.
  const Past& past;
  std::string_view runner_lock_timeout;  ///< Set by role, runner or configuration; empty: none.
  const Parameters& parameters;
  const Runner& runner;
  bool in_body = false;  ///< Of a DO, a function or a procedure.
  mutable Noted noted = {};

  /// Whether running clients can know the relation: it was not made by this batch, and is not
  /// temporary.
  bool live(const QualifiedName& relation) const;
  /// The same of a column: it was not added by this batch either.
  bool live(const QualifiedName& relation, std::string_view column) const;
  /// Rows, where a database or a snapshot told them.
  std::optional<std::int64_t> rows(const QualifiedName& relation) const;
  /// Whether a lock_timeout other than zero is in effect.
  bool lock_timeout_set() const;
  /// The value of a parameter of a rule.
  std::string_view parameter(std::string_view rule, std::string_view name) const;
  /// The same as a number; 0 for text that is none.
  std::size_t number(std::string_view rule, std::string_view name) const;
  /// Whether this statement shares a transaction with others.
  bool in_transaction() const { return before.in_transaction(); }
  /// The span of one action of an ALTER TABLE; the statement's own for any other.
  Span span_of_action(std::size_t action) const;
};

/// How a rule looks at statements: at every one, or only at those of one kind, which it is handed.
class Check {
 public:
  using Call = void (*)(const effects::Effects& effects, const Context& context, Findings& out);

  constexpr Check() = default;
  constexpr Check(std::nullptr_t) {}
  constexpr Check(Call every) : call_(every) {}
  /// `kind`: the place in sql::View.
  constexpr Check(Call some, std::size_t kind) : call_(some), kind_(kind) {}

  /// null: the rule does not look at statements.
  constexpr Call call() const { return call_; }
  /// Of a statement that it looks at.
  void operator()(const effects::Effects& effects, const Context& context, Findings& out) const {
    if (call_ != nullptr && concerns(context.view.index())) call_(effects, context, out);
  }
  constexpr explicit operator bool() const { return call_ != nullptr; }
  constexpr bool concerns(std::size_t kind) const { return !kind_ || *kind_ == kind; }

 private:
  Call call_ = nullptr;
  std::optional<std::size_t> kind_;
};

template <auto function>
struct CheckOf;
template <class Kind,
          void (*function)(const Kind&, const effects::Effects&, const Context&, Findings&)>
struct CheckOf<function> {
  static void call(const effects::Effects& effects, const Context& context, Findings& out) {
    function(std::get<Kind>(context.view), effects, context, out);
  }
  template <class... Kinds>
  static constexpr std::size_t place_in(const std::variant<Kinds...>*) {
    std::size_t place = 0;
    static_cast<void>((... || (std::is_same_v<Kind, Kinds> || (++place, false))));
    return place;
  }
};
/// Of a function whose first parameter says at what kind of statement it looks.
template <auto function>
inline constexpr Check of_kind{
    CheckOf<function>::call,
    CheckOf<function>::place_in(static_cast<const sql::AnyStatement*>(nullptr))};

/// A rule is data: its page, and pure functions over what a statement does, over a migration and
/// over its way back: those that it needs. Without any the engine itself finds it, as it does what
/// concerns suppressions.
struct Rule {
  RuleInfo info;
  Check check;
  /// Called once for each migration.
  void (*check_file)(const FileContext& context, Findings& out) = nullptr;
  /// Called where there is one. It costs a copy of the catalog.
  void (*check_way_back)(const WayBack& way, Findings& out) = nullptr;
};

/// Every rule, sorted by id. The table is made from the files of rules/.
std::span<const Rule* const> all_rules();
/// Null when there is none of that id.
const Rule* find_rule(std::string_view id);
/// Those that a name means: one by its id, else all that have it as an alias.
std::vector<const Rule*> rules_named(std::string_view name);
/// Whether a name means the rule: its id, an alias, its group, its category, or `all`.
bool is_meant(const Rule& rule, std::string_view name);
/// The id or alias that a mistyped one most likely means.
std::optional<std::string_view> similar_rule(std::string_view name);

}  // namespace pgstage::lint
