// GORM and gormigrate: every call by itself.
#include <array>

#include "code/framework.hpp"

namespace pgstage::source::code_frameworks {
namespace {

constexpr auto kMarks = std::to_array<std::string_view>({"gorm.io/gorm", "gormigrate", "*gorm.DB"});
constexpr SqlCall kSql[] = {{.callee = "*.Exec", .bound = code::Bound::Question},
                            {.callee = "*.Raw", .bound = code::Bound::Question},
                            {.callee = "*.ExecContext", .argument = 1}};
constexpr auto kOthers = std::to_array<std::string_view>(
    {"*.AutoMigrate", "*.Migrator().*", "*.Update", "*.Updates", "*.Create", "*.Save"});
constexpr auto kHarmless = std::to_array<std::string_view>({"*.Has*"});
constexpr auto kWayBack = std::to_array<std::string_view>({"Rollback"});

}  // namespace

extern const CodeFramework gorm = {.name = "gorm",
                                   .language = &code::kGo,
                                   .marks = kMarks,
                                   .sql = kSql,
                                   .others = kOthers,
                                   .harmless = kHarmless,
                                   .way_back = kWayBack,
                                   .sent_as = SentAs::Statement,
                                   .runner = {.commits_each = "GORM"}};

}  // namespace pgstage::source::code_frameworks
