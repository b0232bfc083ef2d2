// goose in Go: a transaction for each migration, unless it is added without one.
#include <array>

#include "code/framework.hpp"

namespace pgstage::source::code_frameworks {
namespace {

constexpr auto kMarks = std::to_array<std::string_view>({"pressly/goose", "goose.AddMigration"});
constexpr SqlCall kSql[] = {{.callee = "*.Exec"},
                            {.callee = "*.Query"},
                            {.callee = "*.QueryRow"},
                            // The context comes first.
                            {.callee = "*.ExecContext", .argument = 1},
                            {.callee = "*.QueryContext", .argument = 1},
                            {.callee = "*.QueryRowContext", .argument = 1}};
constexpr BackCall kBackCalls[] = {{.callee = "goose.AddMigration"},
                                   {.callee = "goose.AddMigrationContext"},
                                   {.callee = "goose.AddMigrationNoTx"},
                                   {.callee = "goose.AddMigrationNoTxContext"},
                                   {.callee = "goose.AddNamedMigrationContext", .argument = 2},
                                   {.callee = "goose.AddNamedMigrationNoTxContext", .argument = 2}};
constexpr auto kAlone = std::to_array<std::string_view>(
    {"AddMigrationNoTx", "AddMigrationNoTxContext", "AddNamedMigrationNoTxContext"});

}  // namespace

extern const CodeFramework goose = {.name = "goose",
                                    .language = &code::kGo,
                                    .marks = kMarks,
                                    .sql = kSql,
                                    .back_calls = kBackCalls,
                                    .sent_as = SentAs::File,
                                    .alone = kAlone};

}  // namespace pgstage::source::code_frameworks
