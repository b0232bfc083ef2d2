#include "columns.hpp"

#include <algorithm>
#include <array>

namespace pgstage::effects {

void refuse_system_column(Builder& out, std::string_view column) {
  constexpr auto kSystem =
      std::to_array<std::string_view>({"cmax", "cmin", "ctid", "tableoid", "xmax", "xmin"});
  if (!std::binary_search(kSystem.begin(), kSystem.end(), column)) return;
  out.fail("42701",
           "column name \"" + std::string{column} + "\" conflicts with a system column name");
}

void refuse_too_many_columns(Builder& out, std::size_t columns) {
  constexpr std::size_t kMost = 1600;
  if (columns > kMost) out.fail("54011", "tables can have at most 1600 columns");
}

}  // namespace pgstage::effects
