// The queries that an application is known to send, prepared but never run.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/plan/plan.hpp"
#include "pgstage/shadow/prove.hpp"

namespace pgstage::shadow {

/// What the original makes of the queries, and what the phases of a plan make of them. Those that
/// the starting schema takes are old code's, those that the schema in the end takes are new code's;
/// most are both. Errors are lost connections.
class KnownQueries {
 public:
  explicit KnownQueries(const std::vector<KnownQuery>& queries) : queries_(queries) {}

  Result<void> try_start(db::Session& session);
  Result<void> try_end(db::Session& session);
  /// Tries those that the plan has to keep, or to have made possible, when this phase of it is
  /// done. One line for each that the server refuses, at the first phase in which it does.
  Result<std::vector<std::string>> broken_after(std::size_t phase, const plan::Plan& plan,
                                                db::Session& session);
  /// One line for each that neither schema takes, and that says nothing therefore.
  std::vector<std::string> unknown() const;

 private:
  struct Tried {
    std::string at_start;  ///< What the server says against it, or empty.
    std::string in_the_end;
    bool told = false;
  };

  const std::vector<KnownQuery>& queries_;
  std::vector<Tried> tried_ = std::vector<Tried>(queries_.size());
};

}  // namespace pgstage::shadow
