#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pgstage/catalog/replay.hpp"
#include "pgstage/effects/cost.hpp"
#include "pgstage/model/names.hpp"
#include "pgstage/model/severity.hpp"
#include "pgstage/model/span.hpp"

namespace pgstage::lint {

enum class Category {
  Lock,
  Rewrite,
  DataLoss,
  Compatibility,
  Transaction,
  Correctness,
  History,
  Convention,
};

std::string_view to_string(Category category);

/// A rule's verdict, in the words a person reads.
struct Finding {
  std::string_view rule;
  Severity severity = Severity::Warning;
  Category category = Category::Lock;
  std::size_t statement = 0;
  Span span;
  std::string message;                 ///< One line; names the objects.
  std::string help;                    ///< The safe way.
  std::optional<std::string> rewrite;  ///< The safe SQL for this very statement.
  bool apart = false;       ///< The rewrite is for a migration of its own, without a transaction.
  std::string fingerprint;  ///< The same as long as rule, objects and statement stay the same.
  /// What it comes to, where the size of the table that decides is known: the severity goes by it.
  std::optional<effects::Cost> cost = std::nullopt;
};

/// What comes later may show that nothing is wrong.
struct Unless {
  /// A transaction is asked when it is over; a script, before what the runner does behind it.
  enum class Until { Transaction, Script, Deploy, Run };

  Until until = Until::Transaction;  ///< When it is asked.
  /// Whether what is there then says so. Keeps what it needs itself.
  std::function<bool(const catalog::Replay& then)> mended;
};

/// Where a rule puts what it finds.
class Findings {
 public:
  struct Draft {
    Span span;
    std::string message;
    std::optional<std::string> rewrite = std::nullopt;
    std::optional<Unless> unless = std::nullopt;
    /// A table whose size decides how bad it is, where that is known.
    std::optional<QualifiedName> grows_with = std::nullopt;
  };

  void add(Draft draft) { drafts_.push_back(std::move(draft)); }
  const std::vector<Draft>& drafts() const { return drafts_; }
  void clear() { drafts_.clear(); }

 private:
  std::vector<Draft> drafts_;
};

}  // namespace pgstage::lint
