// Rails: a transaction for each migration, unless it says `disable_ddl_transaction!`.
#include <array>

#include "code/framework.hpp"

namespace pgstage::source::code_frameworks {
namespace {

constexpr auto kMarks =
    std::to_array<std::string_view>({"ActiveRecord::Migration", "ActiveRecord::Schema"});
constexpr SqlCall kSql[] = {{.callee = "execute"},      {.callee = "*.execute"},
                            {.callee = "*.exec_query"}, {.callee = "*.exec_update"},
                            {.callee = "exec_query"},   {.callee = "exec_update"}};
constexpr auto kOthers = std::to_array<std::string_view>({"add_belongs_to",
                                                          "add_check_constraint",
                                                          "add_column",
                                                          "add_columns",
                                                          "add_concurrent_index",
                                                          "add_foreign_key",
                                                          "add_index",
                                                          "add_reference",
                                                          "add_timestamps",
                                                          "add_unique_constraint",
                                                          "change_column",
                                                          "change_column_comment",
                                                          "change_column_default",
                                                          "change_column_null",
                                                          "change_table",
                                                          "change_table_comment",
                                                          "create_enum",
                                                          "create_join_table",
                                                          "create_table",
                                                          "disable_extension",
                                                          "drop_enum",
                                                          "drop_join_table",
                                                          "drop_table",
                                                          "enable_extension",
                                                          "remove_belongs_to",
                                                          "remove_check_constraint",
                                                          "remove_column",
                                                          "remove_columns",
                                                          "remove_foreign_key",
                                                          "remove_index",
                                                          "remove_reference",
                                                          "remove_timestamps",
                                                          "rename_column",
                                                          "rename_enum_value",
                                                          "rename_index",
                                                          "rename_table",
                                                          "validate_check_constraint",
                                                          "validate_constraint",
                                                          "validate_foreign_key",
                                                          "*.update_all",
                                                          "*.delete_all",
                                                          "*.update_columns",
                                                          "*.insert_all"});
constexpr auto kWayBack = std::to_array<std::string_view>({"down"});
constexpr auto kAlone = std::to_array<std::string_view>({"disable_ddl_transaction!"});

}  // namespace

extern const CodeFramework rails = {.name = "rails",
                                    .language = &code::kRuby,
                                    .marks = kMarks,
                                    .sql = kSql,
                                    .others = kOthers,
                                    .way_back = kWayBack,
                                    .sent_as = SentAs::File,
                                    .alone = kAlone,
                                    .runner = {.if_overtaken = "Rails runs it behind the others",
                                               .if_edited = "Rails does not run it again"}};

}  // namespace pgstage::source::code_frameworks
