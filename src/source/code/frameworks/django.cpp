// Django: a transaction for each migration, unless it says `atomic = False`.
#include <array>

#include "code/framework.hpp"

namespace pgstage::source::code_frameworks {
namespace {

constexpr auto kMarks = std::to_array<std::string_view>(
    {"from django.db import", "from django.db.migrations", "migrations.Migration"});
constexpr SqlCall kRunSql = {.callee = "migrations.RunSQL",
                             .keyword = "sql",
                             .back_keyword = "reverse_sql",
                             .list = true,
                             .way_back_next = true};
constexpr SqlCall of_django(std::string_view callee) {
  auto out = kRunSql;
  out.callee = callee;
  return out;
}
constexpr SqlCall kSql[] = {
    kRunSql,
    of_django("RunSQL"),
    {.callee = "*.execute", .keyword = "sql", .bound = code::Bound::Percent},
};
constexpr auto kOthers = std::to_array<std::string_view>(
    {"migrations.*", "AddIndexConcurrently", "RemoveIndexConcurrently", "AddConstraintNotValid",
     "ValidateConstraint", "*Extension"});
constexpr auto kHarmless = std::to_array<std::string_view>(
    {"migrations.swappable_dependency", "migrations.SeparateDatabaseAndState",
     "migrations.RunPython.*", "migrations.RunSQL.*"});
constexpr BackCall kBackCalls[] = {{.callee = "*RunPython", .keyword = "reverse_code"}};
constexpr auto kNotRun = std::to_array<std::string_view>({"state_operations"});
constexpr auto kAlone = std::to_array<std::string_view>({"atomic = False"});

}  // namespace

extern const CodeFramework django = {
    .name = "django",
    .language = &code::kPython,
    .marks = kMarks,
    .sql = kSql,
    .others = kOthers,
    .harmless = kHarmless,
    .back_calls = kBackCalls,
    .not_run = kNotRun,
    .sent_as = SentAs::File,
    .divides = true,
    .alone = kAlone,
    .exported = "\"manage.py sqlmigrate APP NAME\" writes them as SQL",
    .has_apps = true,
    .runner = {.if_overtaken = "Django runs it behind the others",
               .if_edited = "Django does not run it again",
               .goes_by_name = "Django"}};

}  // namespace pgstage::source::code_frameworks
