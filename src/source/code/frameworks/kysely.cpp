// Kysely: all pending migrations share a transaction. A template is SQL of its own when it is
// executed, and a part of what a builder makes otherwise.
#include <array>

#include "code/framework.hpp"

namespace pgstage::source::code_frameworks {
namespace {

constexpr auto kMarks = std::to_array<std::string_view>({"'kysely'", "\"kysely\"", "Kysely<"});
constexpr SqlCall kSql[] = {{.callee = "sql", .executed = true},
                            {.callee = "sql.raw", .executed = true}};
constexpr auto kOthers = std::to_array<std::string_view>(
    {"*.schema.*", "*.insertInto", "*.updateTable", "*.deleteFrom"});
constexpr auto kHarmless = std::to_array<std::string_view>({"*().*"});
constexpr auto kWayBack = std::to_array<std::string_view>({"down"});

}  // namespace

extern const CodeFramework kysely = {.name = "kysely",
                                     .language = &code::kJavaScript,
                                     .marks = kMarks,
                                     .sql = kSql,
                                     .others = kOthers,
                                     .harmless = kHarmless,
                                     .way_back = kWayBack,
                                     .sent_as = SentAs::Batch,
                                     .runner = {.if_overtaken = "Kysely refuses it",
                                                .if_edited = "Kysely does not run it again",
                                                .waits_in_statement = "Kysely",
                                                .goes_by_name = "Kysely"}};

}  // namespace pgstage::source::code_frameworks
