// Alembic: each call is a message of its own, all revisions of a run share a transaction.
#include <array>

#include "code/framework.hpp"

namespace pgstage::source::code_frameworks {
namespace {

constexpr auto kMarks =
    std::to_array<std::string_view>({"from alembic import", "import alembic", "down_revision ="});
// SQLAlchemy makes text() of a string, whose `:name` is a parameter.
constexpr SqlCall kSql[] = {
    {.callee = "*.exec_driver_sql", .keyword = "statement", .bound = code::Bound::Percent},
    {.callee = "op.execute",
     .keyword = "sqltext",
     .bound = code::Bound::Colon,
     .always_bound = true},
    {.callee = "*.execute",
     .keyword = "statement",
     .bound = code::Bound::Colon,
     .always_bound = true},
};
constexpr auto kOthers = std::to_array<std::string_view>({"op.*", "batch_op.*"});
constexpr auto kHarmless =
    std::to_array<std::string_view>({"op.f", "*.f", "*.get_bind", "op.get_context*", "op.get_bind*",
                                     "op.batch_alter_table", "op.inline_literal"});
constexpr auto kWayBack = std::to_array<std::string_view>({"downgrade"});
constexpr auto kAlone = std::to_array<std::string_view>({"autocommit_block"});

}  // namespace

extern const CodeFramework alembic = {
    .name = "alembic",
    .language = &code::kPython,
    .marks = kMarks,
    .sql = kSql,
    .others = kOthers,
    .harmless = kHarmless,
    .way_back = kWayBack,
    .sent_as = SentAs::Batch,
    .alone = kAlone,
    .exported = "\"alembic upgrade FROM:TO --sql\" writes them as SQL"};

}  // namespace pgstage::source::code_frameworks
