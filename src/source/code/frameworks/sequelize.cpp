// Sequelize: every call by itself.
#include <array>

#include "code/framework.hpp"

namespace pgstage::source::code_frameworks {
namespace {

constexpr auto kMarks = std::to_array<std::string_view>(
    {"queryInterface", "QueryInterface", "sequelize-cli", "sequelize"});
constexpr SqlCall kSql[] = {
    {.callee = "*sequelize.query", .bound = code::Bound::Any, .values = "replacements"}};
constexpr auto kOthers = std::to_array<std::string_view>({"*queryInterface.*"});
constexpr auto kHarmless =
    std::to_array<std::string_view>({"*queryInterface.describe*", "*queryInterface.show*",
                                     "*queryInterface.sequelize.*", "*queryInterface.tableExists"});
constexpr auto kWayBack = std::to_array<std::string_view>({"down"});

}  // namespace

extern const CodeFramework sequelize = {
    .name = "sequelize",
    .language = &code::kJavaScript,
    .marks = kMarks,
    .sql = kSql,
    .others = kOthers,
    .harmless = kHarmless,
    .way_back = kWayBack,
    .sent_as = SentAs::Statement,
    .runner = {.if_overtaken = "Sequelize runs it behind the others",
               .if_edited = "Sequelize does not run it again",
               .commits_each = "Sequelize",
               .lets_others_run = "Sequelize",
               .goes_by_name = "Sequelize"}};

}  // namespace pgstage::source::code_frameworks
