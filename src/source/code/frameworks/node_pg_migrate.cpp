// node-pg-migrate: all pending migrations share a transaction, unless one asks for none.
#include <array>

#include "code/framework.hpp"

namespace pgstage::source::code_frameworks {
namespace {

constexpr auto kMarks =
    std::to_array<std::string_view>({"pgm", "MigrationBuilder", "node-pg-migrate"});
constexpr SqlCall kSql[] = {
    {.callee = "pgm.sql"}, {.callee = "pgm.db.query"}, {.callee = "pgm.db.select"}};
constexpr auto kOthers = std::to_array<std::string_view>({"pgm.*"});
constexpr auto kHarmless =
    std::to_array<std::string_view>({"pgm.func", "pgm.noTransaction", "pgm.db.*"});
constexpr auto kWayBack = std::to_array<std::string_view>({"down"});
constexpr auto kAlone = std::to_array<std::string_view>({"noTransaction"});

}  // namespace

extern const CodeFramework node_pg_migrate = {
    .name = "node-pg-migrate",
    .language = &code::kJavaScript,
    .marks = kMarks,
    .sql = kSql,
    .others = kOthers,
    .harmless = kHarmless,
    .way_back = kWayBack,
    .sent_as = SentAs::Batch,
    .alone = kAlone,
    .exported = "\"node-pg-migrate up --dry-run\" writes them as SQL",
    .runner = {.goes_by_name = "node-pg-migrate"}};

}  // namespace pgstage::source::code_frameworks
