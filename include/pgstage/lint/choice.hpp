#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// What is wanted of a rule. On: that it judges, as severe as it is by itself.
enum class Level { Off, On, Notice, Warning, Error };

struct Wish {
  std::string name;  ///< Of a rule or, for all of theirs, of a group or a category; or `all`.
  Level level = Level::On;
};

/// What one place says about the rules: a command line, a file of settings, a table in it. Of two
/// wishes for one rule that for the rule itself counts, not that for its category or group.
struct Choice {
  std::function<bool(std::string_view path)> covers = {};  ///< Empty: every file.
  std::vector<Wish> wishes = {};
  Parameters parameters = {};
};

/// What counts for a file.
struct Chosen {
  /// Asked for each statement, so that what it takes is at hand.
  struct OfStatements {
    Check::Call check;
    const Rule* rule;
  };
  /// By kind: the place in sql::View.
  using ByKind = std::array<std::vector<OfStatements>, std::variant_size_v<sql::AnyStatement>>;

  std::vector<const Rule*> rules;                   ///< That judge, sorted by id.
  ByKind by_kind;                                   ///< Those of them that look at such.
  std::map<std::string_view, Severity> severities;  ///< By rule id; the others keep their own.
  Parameters parameters;

  /// Those that look at such a statement.
  const std::vector<OfStatements>& asked_of(const sql::View& view) const {
    return by_kind[view.index()];
  }
};

/// From what several places say to what counts for a file. The nearest place comes first, and what
/// it says counts; only the hazards judge unless somebody says so. On for a whole group or category
/// does not turn on what a place further away turns off by its own name.
class Chooser {
 public:
  /// Borrows the choices.
  explicit Chooser(const std::vector<Choice>& choices) : choices_(choices) {}

  /// Stays where it is.
  const Chosen& chosen_for(std::string_view path);

 private:
  const std::vector<Choice>& choices_;
  std::map<std::vector<bool>, Chosen> by_cover_;  ///< By which of the choices cover a file.
};

/// How close a name is to a rule: 2 for its own, 1 for its group or category, 0 for `all`; nothing
/// where it does not mean the rule.
std::optional<int> closeness(const Rule& rule, std::string_view name);
/// The name that a mistyped one most likely means, of a rule, a group or a category.
std::optional<std::string_view> similar_name(std::string_view name);

}  // namespace pgstage::lint
