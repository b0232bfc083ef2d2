#pragma once

#include <cstddef>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// A statement of a run, by the number of its file among those that are judged.
struct Place {
  std::size_t file = 0;
  std::size_t statement = 0;

  bool operator==(const Place&) const = default;
};

/// How much can go wrong, rules or not.
enum class Gravity { Low, Medium, High };

std::string_view to_string(Gravity level);

/// What takes no longer than this, in seconds, is waited for without being noticed.
constexpr double kMoment = 0.1;

/// A kind of change, and how such changes are made.
struct ChangeKind {
  std::string_view words;  ///< `writes a table anew while others wait`.
  Gravity level = Gravity::Low;
  std::string_view strategy;
};

/// How often a run makes one kind of change.
struct Risk {
  const ChangeKind* kind = nullptr;
  Gravity level =
      Gravity::Low;       ///< That of the kind, or less where the table is known to be small.
  std::size_t count = 0;  ///< Statements.
  Place first;
};

/// Whether commands of this tag change rows.
bool changes_rows(std::string_view kind);

/// Sums up the changes of a run by their kinds.
class Risks {
 public:
  /// Counts the statement under the gravest kind of what it does, if it does anything to relations.
  void add(const effects::Effects& effects, const Context& context, Place place);
  /// The gravest first.
  std::vector<Risk> take();

 private:
  std::map<std::pair<const ChangeKind*, Gravity>, Risk> risks_;
};

}  // namespace pgstage::lint
