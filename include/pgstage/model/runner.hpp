#pragma once

#include <string_view>

namespace pgstage {

/// What is to be known of the program that runs migrations, where it differs from others. The words
/// are those of a finding, and last as long as the program.
struct Runner {
  /// What it does with a migration that stands before one that it has run: `Flyway refuses it,
  /// unless it is told outOfOrder`. Empty: not known.
  std::string_view if_overtaken = {};
  /// The same of one that it has run and that is another one now.
  std::string_view if_edited = {};
  /// Who keeps a transaction of his own open while a migration runs; empty: nobody.
  std::string_view keeps_transaction = {};
};

}  // namespace pgstage
