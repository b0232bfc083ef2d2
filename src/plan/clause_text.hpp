// Parts of a constraint's text that a step has to repeat word by word.
#pragma once

#include <string>
#include <string_view>

namespace pgstage::plan {

/// What stands behind the table of REFERENCES: columns, MATCH, actions, DEFERRABLE.
std::string behind_referenced_table(std::string_view constraint);

/// What UNIQUE and PRIMARY KEY say besides their columns.
struct KeyOptions {
  std::string index;       ///< INCLUDE, NULLS NOT DISTINCT: for CREATE INDEX.
  std::string constraint;  ///< DEFERRABLE, INITIALLY …: for ADD CONSTRAINT.
};
KeyOptions key_options(std::string_view constraint);

}  // namespace pgstage::plan
