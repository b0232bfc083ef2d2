#pragma once

#include <memory>
#include <span>
#include <vector>

#include "pgstage/sql/script.hpp"

namespace pgstage::sql {

/// A statement with what it says.
struct ReadStatement {
  Statement statement;
  View view;
};

/// Reads scripts in their order on a thread of its own, a little ahead of whoever takes their
/// statements, and keeps parse trees only for as long: what is wanted of a script that was passed
/// has to be remembered. A few small scripts are read at once and by the caller. Trees are more
/// than twenty times as large as their text, and parsing is a third of the work of saying what the
/// statements do.
class Reader {
 public:
  /// The scripts stay where they are until the reader is gone. One that was parsed as a whole is
  /// gone through, and not parsed again.
  explicit Reader(std::vector<Script*> scripts);
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  /// Stops reading.
  ~Reader();

  /// The next statements of the script at hand, at least two while there are two; none where it
  /// ends, and from then on those of the next script. The script has them among its statements()
  /// from now on, what their views borrow is there until the next call. Throws what reading threw.
  std::span<const ReadStatement> next();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace pgstage::sql
