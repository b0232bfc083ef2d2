#pragma once

#include "command.hpp"

namespace pgstage::cli {

ExitStatus run_lint(const Arguments& arguments, Environment& environment);
ExitStatus run_effects(const Arguments& arguments, Environment& environment);
ExitStatus run_plan(const Arguments& arguments, Environment& environment);
ExitStatus run_prove(const Arguments& arguments, Environment& environment);
ExitStatus run_apply(const Arguments& arguments, Environment& environment);
ExitStatus run_status(const Arguments& arguments, Environment& environment);
ExitStatus run_pace(const Arguments& arguments, Environment& environment);
ExitStatus run_rollback(const Arguments& arguments, Environment& environment);
ExitStatus run_snapshot(const Arguments& arguments, Environment& environment);
ExitStatus run_record(const Arguments& arguments, Environment& environment);
ExitStatus run_init(const Arguments& arguments, Environment& environment);
ExitStatus run_explain(const Arguments& arguments, Environment& environment);
ExitStatus run_rules(const Arguments& arguments, Environment& environment);

}  // namespace pgstage::cli
