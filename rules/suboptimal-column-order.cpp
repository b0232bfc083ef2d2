#include <array>
#include <string>
#include <string_view>

#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr auto kParameters =
    std::to_array<lint::Parameter>({{"bytes", "8", "how many wasted bytes a row are too many"}});

struct Shape {
  std::string_view type;
  std::size_t size;
  std::size_t align;
};

// pg_type.typlen and typalign of what has a fixed size.
constexpr auto kShapes = std::to_array<Shape>({
    {"bool", 1, 1},
    {"char", 1, 1},
    {"date", 4, 4},
    {"float4", 4, 4},
    {"float8", 8, 8},
    {"int2", 2, 2},
    {"int4", 4, 4},
    {"int8", 8, 8},
    {"interval", 16, 8},
    {"oid", 4, 4},
    {"time", 8, 8},
    {"timestamp", 8, 8},
    {"timestamptz", 8, 8},
    {"timetz", 12, 8},
    {"uuid", 16, 1},
});

const Shape* shape_of(const catalog::Type& type) {
  for (const auto& shape : kShapes) {
    if (!type.array && lint::is_builtin(type, shape.type)) return &shape;
  }
  return nullptr;
}

/// The gaps between columns of a fixed size. Where one of no fixed size ends is not known, so that
/// counting begins anew behind it.
std::size_t wasted(const std::vector<lint::NewColumn>& columns) {
  std::size_t at = 0;
  std::size_t gaps = 0;
  for (const auto& column : columns) {
    const auto* shape = shape_of(column.type);
    if (shape == nullptr) {
      at = 0;
      continue;
    }
    const std::size_t gap = (shape->align - at % shape->align) % shape->align;
    gaps += gap;
    at += gap + shape->size;
  }
  return gaps;
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  if (!std::holds_alternative<sql::CreateTable>(context.view)) return;
  const auto columns = lint::new_columns(context);
  const auto bytes = wasted(columns);
  if (bytes == 0 || bytes < context.number("suboptimal-column-order", "bytes")) return;
  out.add({.span = context.statement.span(),
           .message = "the order of the columns of " + lint::table_words(columns.front().table) +
                      " wastes " + std::to_string(bytes) + " bytes in every row"});
}

}  // namespace

extern const lint::Rule suboptimal_column_order = {
    .info =
        {
            .id = "suboptimal-column-order",
            .title = "the order of the columns wastes space in every row",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "PostgreSQL keeps the columns of a row in their order and begins numbers at "
                   "multiples of their size. A small column before a large one leaves a gap, in "
                   "every row.",
            .instead = "Put columns of fixed size first, the large ones before the small ones, and "
                       "text and the like behind them.",
            .fine = "The gaps are small, or the table is temporary.",
            .source = "Database Page Layout",
            .aliases = "atlas:PG110 migrationpilot:MP061",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules
