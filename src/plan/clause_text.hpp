// Parts of a constraint's text that a step has to repeat word by word.
#pragma once

#include <string>
#include <string_view>

namespace pgstage::plan {

/// Where the index of a UNIQUE or PRIMARY KEY goes, WITH (…) and USING INDEX TABLESPACE, as CREATE
/// INDEX says it.
std::string index_placement(std::string_view constraint);

/// What an ALTER TABLE of one action does: all behind the name of the table.
std::string action_text(std::string_view alter_table);

}  // namespace pgstage::plan
