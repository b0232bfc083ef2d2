// What apply, rollback and status share: the connection, the plan file, and the terminal.
#pragma once

#include <memory>

#include "pgstage/apply/apply.hpp"
#include "pgstage/plan/plan.hpp"

#include "options.hpp"

namespace pgstage::cli {

/// Adds --database-url, --journal-schema, --color, -q, --config, --isolated.
void add_target_options(po::options_description& options);
/// Adds those, how locks are taken, --deadline, --auto-approve, --dry-run and --log-format.
void add_executing_options(po::options_description& options);

/// Whether a database was named, as an option or in the environment.
bool names_database(const po::variables_map& values, const Environment& environment);
Result<std::unique_ptr<db::Connector>> connector_of(const po::variables_map& values,
                                                    Environment& environment);
/// The value of an option that is a time; 0 where there is none.
apply::milliseconds time_option(const po::variables_map& values, const std::string& name);
/// The one plan file that was named.
Result<plan::Plan> plan_of(const po::variables_map& values);
Result<apply::Options> apply_options(const po::variables_map& values);

/// Prints what happens on standard error: lines for people or, with --log-format json, objects.
std::unique_ptr<apply::Observer> observer_for(const po::variables_map& values,
                                              Environment& environment);
/// Asks --gate-command first, which may refuse, and then on a terminal; --auto-approve says yes;
/// otherwise nobody does.
std::unique_ptr<apply::Approver> approver_for(const po::variables_map& values,
                                              Environment& environment);

/// The surroundings of a run that a person started.
class Desk {
 public:
  Desk(std::unique_ptr<apply::Observer> observer, const po::variables_map& values,
       Environment& environment);
  apply::Surroundings& around() { return around_; }

 private:
  std::unique_ptr<apply::Clock> clock_;
  std::unique_ptr<apply::Observer> observer_;
  std::unique_ptr<apply::Approver> approver_;
  apply::Surroundings around_;
};

/// Prints what a run, or a rollback, would send from where the plan stands, and sends nothing.
/// Where no database was named: all of the plan.
Result<ExitStatus> dry_run(const plan::Plan& plan, const apply::Options& options, bool undo,
                           const po::variables_map& values, Environment& environment);

/// Prints an error and gives its exit status: failed, refused, or neither.
ExitStatus fail_executing(const Error& error, Environment& environment);

/// SIGINT and SIGTERM ask a run to stop after what it is at; a second one ends the program.
void listen_for_signals();
bool interrupted();

}  // namespace pgstage::cli
