#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace pgstage {

/// What is to be known of the program that runs a migration, where it differs from others. The
/// words are those of a finding, and last as long as the program. Empty: not so, or not known.
struct Runner {
  /// What it does with a migration that stands before one that it has run: `Flyway refuses it,
  /// unless it is told outOfOrder`.
  std::string_view if_overtaken = {};
  /// The same of one that it has run and that is another one now.
  std::string_view if_edited = {};
  /// The same of this one, which it does not run as it stands.
  std::string_view does_not_run = {};
  /// Why it runs this one outside a transaction, where nobody says that it shall.
  std::string_view leaves_out_transaction = {};
  /// Who sends each statement by itself, without being asked.
  std::string_view commits_each = {};
  /// Who keeps a transaction of his own open while a migration runs.
  std::string_view keeps_transaction = {};
  /// Who runs this one in a second session, while the first has its transaction open.
  std::string_view runs_beside = {};
  /// Who waits for other runs of his within a statement, whose snapshot is then as old.
  std::string_view waits_in_statement = {};
  /// Who does not keep other runs of his away.
  std::string_view lets_others_run = {};
  /// Who tells migrations apart by their whole names, so that two may share a number.
  std::string_view goes_by_name = {};
};

/// A member by its name; null when there is none.
inline std::string_view Runner::*trait_named(std::string_view name) {
  struct Trait {
    std::string_view name;
    std::string_view Runner::*member;
  };
  static constexpr auto kTraits = std::to_array<Trait>({
      {"if_overtaken", &Runner::if_overtaken},
      {"if_edited", &Runner::if_edited},
      {"does_not_run", &Runner::does_not_run},
      {"leaves_out_transaction", &Runner::leaves_out_transaction},
      {"commits_each", &Runner::commits_each},
      {"keeps_transaction", &Runner::keeps_transaction},
      {"runs_beside", &Runner::runs_beside},
      {"waits_in_statement", &Runner::waits_in_statement},
      {"lets_others_run", &Runner::lets_others_run},
      {"goes_by_name", &Runner::goes_by_name},
  });
  const auto found = std::find_if(kTraits.begin(), kTraits.end(),
                                  [&](const auto& each) { return each.name == name; });
  return found == kTraits.end() ? nullptr : found->member;
}

}  // namespace pgstage
