// TypeORM: all pending migrations share a transaction, unless a class says `transaction = false`.
#include <array>

#include "code/framework.hpp"
#include "frameworks/plain.hpp"
#include "reading.hpp"

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

void tell(const Migration& migration, Runner& runner) {
  // Where it is usually set up.
  constexpr auto kSettings = std::to_array<std::string_view>(
      {"data-source", "datasource", "typeorm", "ormconfig", "database", "package.json"});
  constexpr auto kMode = std::to_array<std::string_view>(
      {"migrationsTransactionMode", "--transaction", "-t each", "-t none"});
  if (migration.sent_as != SentAs::Statement) return;
  if (is_said_around(plain::history_of(migration.path), kSettings, kMode)) return;
  runner.does_not_run =
      "TypeORM stops at transaction = false, unless migrationsTransactionMode is \"each\" or "
      "\"none\"";
}

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
                                      .runner = {.if_edited = "TypeORM does not run it again",
                                                 .lets_others_run = "TypeORM",
                                                 .goes_by_name = "TypeORM"},
                                      .tell = tell};

}  // namespace pgstage::source::code_frameworks
