#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pgstage::plan {

/// What a SELECT from one table is made of.
struct SelectText {
  std::string list;
  std::string alias;
  std::string where = "true";
};

/// Of an INSERT … SELECT; nothing where that does more than to compute a row from a row.
std::optional<SelectText> select_text(std::string_view insert);

}  // namespace pgstage::plan
