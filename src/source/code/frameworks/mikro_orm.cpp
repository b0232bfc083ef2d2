// MikroORM: all pending migrations share a transaction.
#include <array>

#include "code/framework.hpp"
#include "frameworks/plain.hpp"
#include "reading.hpp"

namespace pgstage::source::code_frameworks {
namespace {

constexpr auto kMarks =
    std::to_array<std::string_view>({"@mikro-orm/", "extends Migration", "this.addSql("});
constexpr SqlCall kSql[] = {{.callee = "this.addSql"},
                            {.callee = "this.execute", .bound = code::Bound::Question},
                            {.callee = "*.raw", .may_be_part = true}};
constexpr auto kOthers =
    std::to_array<std::string_view>({"this.getKnex*", "this.getEntityManager*"});
constexpr auto kWayBack = std::to_array<std::string_view>({"down"});
constexpr auto kAlone = std::to_array<std::string_view>(
    {"isTransactional ( ) { return false", "isTransactional ( ) : boolean { return false"});

void tell(const Migration& migration, Runner& runner) {
  // Where it is usually set up.
  constexpr auto kSettings = std::to_array<std::string_view>({"mikro-orm", "mikroorm", "database"});
  constexpr auto kEach = std::to_array<std::string_view>({"allOrNothing: false"});
  if (migration.sent_as != SentAs::Statement) return;
  if (is_said_around(plain::history_of(migration.path), kSettings, kEach)) return;
  runner.runs_beside = "MikroORM";
}

}  // namespace

extern const CodeFramework mikro_orm = {.name = "mikro-orm",
                                        .language = &code::kJavaScript,
                                        .marks = kMarks,
                                        .sql = kSql,
                                        .others = kOthers,
                                        .way_back = kWayBack,
                                        .sent_as = SentAs::Batch,
                                        .alone = kAlone,
                                        .runner = {.goes_by_name = "MikroORM"},
                                        .tell = tell};

}  // namespace pgstage::source::code_frameworks
