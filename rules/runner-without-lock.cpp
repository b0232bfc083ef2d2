#include "pgstage/lint/migration.hpp"

namespace pgstage::rules {
namespace {

void check(const lint::FileContext& context, lint::Findings& out) {
  const auto whose = context.runner.lets_others_run;
  if (whose.empty() || context.script.statements().empty()) return;
  out.add({.span = context.begin(),
           .message = std::string{whose} +
                      " keeps no other run of its own away, so two that start together both run "
                      "this"});
}

}  // namespace

extern const lint::Rule runner_without_lock = {
    .info =
        {
            .id = "runner-without-lock",
            .title = "the runner lets two runs migrate at a time",
            .severity = Severity::Notice,
            .category = lint::Category::Transaction,
            .group = lint::Group::Policy,
            .why = "Some runners take no lock that keeps a second run out. When two instances "
                   "start together, both find the same migrations pending and run them: one fails "
                   "halfway, or rows are changed twice.",
            .instead = "Have one job migrate, and let the instances start when it is done; or "
                       "take an advisory lock around the run.",
            .fine = "One job runs migrations, and its system does not start it twice.",
            .source = "measured with Drizzle, TypeORM, Sequelize and dbmate; read in Diesel and "
                      "refinery",
            .once_per_run = true,
        },
    .check_file = check,
};

}  // namespace pgstage::rules
