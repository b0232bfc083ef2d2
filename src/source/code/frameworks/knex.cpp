// Knex: all pending migrations share a transaction, unless one asks to be left out.
#include <array>

#include "code/framework.hpp"

namespace pgstage::source::code_frameworks {
namespace {

constexpr auto kMarks =
    std::to_array<std::string_view>({"(knex", "'knex'", "\"knex\"", "Knex", "knex.schema",
                                     "exports.up = function(knex", ".schema.raw("});
constexpr SqlCall kSql[] = {
    {.callee = "*.schema.raw", .bound = code::Bound::Any},
    {.callee = "*.raw", .bound = code::Bound::Any, .may_be_part = true},
};
constexpr auto kOthers =
    std::to_array<std::string_view>({"*.schema.*", "knex", "trx", "*.table", "*.batchInsert"});
constexpr auto kHarmless = std::to_array<std::string_view>(
    {"*.then", "*.catch", "*.finally", "*.hasTable", "*.hasColumn", "*.fn.now"});
constexpr auto kWayBack = std::to_array<std::string_view>({"down"});
constexpr auto kAlone = std::to_array<std::string_view>({"transaction : false"});

}  // namespace

extern const CodeFramework knex = {.name = "knex",
                                   .language = &code::kJavaScript,
                                   .marks = kMarks,
                                   .sql = kSql,
                                   .others = kOthers,
                                   .harmless = kHarmless,
                                   .way_back = kWayBack,
                                   .sent_as = SentAs::Batch,
                                   .alone = kAlone,
                                   .runner = {.if_overtaken = "Knex runs it behind the others",
                                              .if_edited = "Knex does not run it again",
                                              .goes_by_name = "Knex"}};

}  // namespace pgstage::source::code_frameworks
