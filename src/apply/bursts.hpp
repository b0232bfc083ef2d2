// The rows of a batch, changed at one go or, beside others, in short bursts with rests between.
#pragma once

#include <string>

#include "pace.hpp"
#include "span.hpp"

namespace pgstage::apply {

/// Whoever wants a processor may have to wait until the one who has it lets go of it, and that is
/// what others feel of a batch first: with two processors and four writers, 20 ms at a stretch in a
/// fourth of the time made their p99 four times what it was, 0.3 ms at a stretch in a fifth of
/// it 1.4 times (tests/bench/backfill). A transaction for each burst would cost more than its rows.
class Bursts {
 public:
  Bursts(Runner& runner, const plan::Step& step, Pace& pace);

  /// How far it has come, and the rows it has changed.
  struct Done {
    std::string at;
    std::int64_t rows = 0;
  };
  /// Within a transaction: from one place of the walk (none: its beginning) up to another one, or
  /// less far when others are at work and the batch has taken its time.
  Result<Done> change(const db::Value& from, const std::string& to);
  /// The connection may be another one.
  void forget() { prepared_ = false; }

 private:
  /// Of a walk by blocks the block, and the first of its lines (line pointers) that is not done.
  struct Place {
    std::string at;
    std::int64_t line = 0;
  };

  bool by_blocks() const;
  db::Value bound(const Place& place) const;
  Result<Place> next(const Place& from, const std::string& to);
  Result<void> prepare();
  Result<std::int64_t> run(const Place& from, const Place& to);
  Result<std::int64_t> lines_of_a_block();

  Runner& runner_;
  const plan::Step& step_;
  Pace& pace_;
  Span rows_;  ///< Of one burst.
  bool prepared_ = false;
  std::optional<std::int64_t> lines_;  ///< That are in use in a block, about.
};

}  // namespace pgstage::apply
