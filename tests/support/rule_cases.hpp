// What tests/rules/<id>.sql holds: cases of the rule of that name. Such a file reads
//
//     -- case: what the case says, as a sentence
//     -- pg: 18                       the server; else the default one
//     -- sent_as: file                as `sent_as` in the contract; else statement
//     -- runner_lock_timeout: 5s      what the runner sets; else nothing
//     -- parameter: limit=5           of the rule
//     -- today: 2026-11-21            the date; else nothing expires
//     -- schema:                      what former deploys made, or a snapshot, up to
//     -- run:
//     ALTER TABLE …                   what is judged
//     -- next file: NAME              another migration of the same deploy
//     -- file: NAME                   what the migration is called; else by its number
//     -- runner: TRAIT: WORDS         what a runner does with it (model/runner.hpp)
//     -- edited:                      the migration was, since others have it
//     -- removed:                     others have it, and it is gone
//     -- overtaken by: PATH           of one that others have
//     -- way back:                    what is to undo the migration, up to the next directive
//     -- next deploy:                 the first migration of another one
//     -- complete:                    nothing exists but what `schema` makes
//     -- expect: part of a message    one line for each finding, in order; none: it is silent
#pragma once

#include <string>
#include <vector>

#include "support/judging.hpp"

namespace pgstage::tests {

struct RuleCase {
  std::string rule;
  std::string sentence;
  Judging judging;
  std::vector<std::string> expected;  ///< Part of each message.
};

/// Of one file.
std::vector<RuleCase> rule_cases(const std::string& file);

/// What every rule has: its sample, and its cases.
std::vector<Judging> all_judgings();

}  // namespace pgstage::tests
