// TypeORM: all pending migrations share a transaction, unless a class says `transaction = false`.
#include <array>

#include "code/framework.hpp"

namespace pgstage::source::code_frameworks {
namespace {

constexpr auto kMarks = std::to_array<std::string_view>(
    {"MigrationInterface", "'typeorm'", "\"typeorm\"", "queryRunner"});
constexpr SqlCall kSql[] = {{.callee = "*.query"}};
constexpr auto kOthers = std::to_array<std::string_view>({"queryRunner.*"});
constexpr auto kHarmless = std::to_array<std::string_view>(
    {"queryRunner.has*", "queryRunner.get*", "queryRunner.*Transaction", "queryRunner.manager.get*",
     "queryRunner.connection.*"});
constexpr auto kWayBack = std::to_array<std::string_view>({"down"});
constexpr auto kAlone =
    std::to_array<std::string_view>({"transaction = false", "transaction : boolean = false"});

}  // namespace

extern const CodeFramework typeorm = {.name = "typeorm",
                                      .language = &code::kJavaScript,
                                      .marks = kMarks,
                                      .sql = kSql,
                                      .others = kOthers,
                                      .harmless = kHarmless,
                                      .way_back = kWayBack,
                                      .sent_as = SentAs::Batch,
                                      .alone = kAlone,
                                      .runner = {.if_edited = "TypeORM does not run it again"}};

}  // namespace pgstage::source::code_frameworks
