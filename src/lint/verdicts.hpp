#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/lint/engine.hpp"

#include "telling.hpp"

namespace pgstage::lint {

/// What a rule found.
struct Verdict {
  Finding finding;  ///< Without its fingerprint yet.
  std::optional<Unless> unless;
  std::shared_ptr<const std::string> statement;  ///< Its text; null: found in no single one.
};

/// From what rules find to what is reported: keeps verdicts until it is settled that they stand,
/// and files until all of theirs are settled. What then remains to be done for a file is done where
/// it is told of.
class Verdicts {
 public:
  /// Files of the report have to stay where they are.
  Verdicts(const Options& options, Report& report, Telling& telling);

  /// For the file that began last.
  const Chosen& chosen() const { return *files_.back().chosen; }

  void file_begins(const Input& file);
  /// Of a statement of the file that began last, which the context shows as not yet carried out.
  static Verdict verdict_of(const Rule& rule, const Findings::Draft& draft,
                            const effects::Effects& effects, const Context& context,
                            std::size_t statement);
  /// The statement may have been carried out by now.
  void take(Verdict verdict, const Context& context);
  /// Of a whole script.
  void take(const Rule& rule, const Findings::Draft& draft);
  /// All statements of the last file were judged.
  void file_ends();
  /// The time has come to ask whether what waits for it was mended.
  void ask(Unless::Until until, const catalog::Replay& then);

 private:
  struct File {
    std::size_t index;  ///< In the report.
    const Chosen* chosen;
    std::vector<Verdict> verdicts;
    bool ended = false;
  };

  void settle_ended();
  void complete(File file);

  const Options& options_;
  Chooser chooser_;
  Report& report_;
  Telling& telling_;
  std::deque<File> files_;           ///< That are not settled.
  std::set<std::string_view> said_;  ///< For complete() alone.
};

}  // namespace pgstage::lint
