#pragma once

#include <deque>
#include <optional>
#include <string>

#include "pgstage/catalog/catalog.hpp"
#include "pgstage/lint/engine.hpp"
#include "pgstage/plan/planner.hpp"
#include "pgstage/source/git.hpp"
#include "pgstage/source/source.hpp"

#include "options.hpp"

namespace pgstage::cli {

/// What the arguments of lint, effects, plan and prove come to: parsed migrations, and the schema
/// they start from.
struct Inputs {
  std::deque<sql::Script> scripts;  ///< Stays where it is: runs point into it.
  catalog::Catalog start;
  std::string start_sql;  ///< The text of --schema, when it was given.
  ServerVersion version = kDefaultServer;
  bool version_known = false;  ///< Somebody said it: the person, the database or the snapshot.
  lint::Run run;
  std::optional<source::Base> base;  ///< What --base names.
  std::string folder;                ///< Of the first path.
};

/// Adds --format, --after, --history-table, --framework, --stdin-filename.
void add_input_options(po::options_description& options);
/// Adds --base.
void add_base_option(po::options_description& options);

/// One batch: a folder is what one deploy runs, as plan takes it.
enum class Folders { OneDeployEach, OneBatch };

/// The same, as the planner takes it. Points into the inputs.
plan::PlanRequest plan_request(const Inputs& inputs, ServerVersion version);

Result<Inputs> read_inputs(const po::variables_map& values, Folders folders,
                           Environment& environment);

/// The migrations of a folder as what is pending in the place of the others. Points into those.
Result<Inputs> inputs_in_place(const Inputs& others, const std::string& folder);

}  // namespace pgstage::cli
