#pragma once

#include <string>
#include <vector>

#include "pgstage/model/result.hpp"
#include "pgstage/plan/plan.hpp"
#include "pgstage/source/framework.hpp"

namespace pgstage::emit {

/// A plan as migrations that somebody's own runner carries out. Each is one transaction, or else
/// can be run again where it broke off. Deploys between which code has to change are in folders of
/// their own, so that a runner which takes all that is pending stops at each gate.
struct Emission {
  std::vector<source::NewFile> files;
  std::vector<std::string> warnings;
};

/// An Error says what the framework has no way to do.
Result<Emission> emit(const plan::Plan& plan, const source::Framework& framework,
                      const source::Naming& naming);

/// A plan as one script for psql, which takes a deploy at a time where there is more than one:
/// `psql -v deploy=1 -f plan.sql`.
std::string as_script(const plan::Plan& plan);

}  // namespace pgstage::emit
