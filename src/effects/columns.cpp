#include "columns.hpp"

#include <algorithm>
#include <array>

#include "pgstage/catalog/limits.hpp"

namespace pgstage::effects {

void refuse_system_column(Builder& out, std::string_view column) {
  constexpr auto kSystem =
      std::to_array<std::string_view>({"cmax", "cmin", "ctid", "tableoid", "xmax", "xmin"});
  if (!std::binary_search(kSystem.begin(), kSystem.end(), column)) return;
  out.fail("42701",
           "column name \"" + std::string{column} + "\" conflicts with a system column name");
}

void refuse_too_many_columns(Builder& out, std::size_t columns) {
  if (columns <= catalog::kMostColumns) return;
  out.fail("54011",
           "tables can have at most " + std::to_string(catalog::kMostColumns) + " columns");
}

void need_type(Builder& out, const catalog::Type& type, const QualifiedName& made) {
  if (type.name.schema == "pg_catalog" || out.catalog().type(type.name) != nullptr) return;
  if (out.relation(type.name) != nullptr) return;
  if (type.name == made) out.fail("42704", "type \"" + made.name + "\" does not exist");
  if (out.catalog().complete()) out.uncertain();
}

}  // namespace pgstage::effects
