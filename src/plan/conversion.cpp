#include "conversion.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "steps.hpp"

namespace pgstage::plan {
namespace {

using catalog::Type;

bool is_builtin(const Type& type, std::string_view name) {
  return !type.array && type.name.schema == "pg_catalog" && type.name.name == name;
}

/// Bytes of an integer type; 0 for any other.
int width(const Type& type) {
  if (is_builtin(type, "int2")) return 2;
  if (is_builtin(type, "int4")) return 4;
  return is_builtin(type, "int8") ? 8 : 0;
}

bool is_text(const Type& type) {
  return is_builtin(type, "text") || is_builtin(type, "varchar") || is_builtin(type, "bpchar");
}

bool holds_any_number(const Type& type) {
  const bool wide = is_builtin(type, "numeric") && type.modifiers.empty();
  return wide || is_builtin(type, "float8") || is_builtin(type, "text");
}

/// Whether the one has room for all that the other can say. Types that this does not know are not
/// trusted.
bool always_converts(const Type& from, const Type& to) {
  if (width(from) > 0) {
    return holds_any_number(to) || (width(to) > 0 && width(from) <= width(to));
  }
  if (!is_text(from) || !is_text(to)) return false;
  if (to.modifiers.empty()) return !is_builtin(to, "bpchar");
  return is_builtin(to, "varchar") && !from.modifiers.empty() &&
         from.modifiers.front() <= to.modifiers.front();
}

std::string_view limits(int bytes) {
  return bytes == 2 ? "-32768 AND 32767" : "-2147483648 AND 2147483647";
}

/// What makes a value unfit, where an assignment goes by the value alone and a cast would not tell.
std::string unfit(const std::string& value, const Type& from, const Type& to) {
  if (width(from) > 0 && width(to) > 0) {
    return fmt::format("{} NOT BETWEEN {}", value, limits(width(to)));
  }
  if (!is_text(to) || to.modifiers.empty()) return {};
  // Spaces beyond the end go without a word (manual, 8.3).
  return fmt::format("rtrim(substr({}::text, {}), ' ') <> ''", value, to.modifiers.front() + 1);
}

Error error_of_volatile(const Change& change, const catalog::Column& column) {
  return input_error(
      fmt::format("USING gives {} another value each time it is asked, so that rows written "
                  "meanwhile could not be told from those that are done",
                  column_object(change.table(), column.name)),
      "Add a column, fill it once, and let it take the old one's place in a later deploy.");
}

/// Columns that earlier statements replace are meant as these leave them.
sql::ColumnTexts columns_now(const Change& change) {
  sql::ColumnTexts out;
  for (const auto& [column, name] : change.batch.successors) {
    if (column.first == change.table()) out[column.second] = quote_ident(name);
  }
  return out;
}

}  // namespace

Result<Conversion> conversion_of(const Change& change, const catalog::Column& column,
                                 const Type& to) {
  const auto& action = *change.action();
  const std::string table = change.table().sql();
  Conversion out{.value = quote_ident(column.name)};
  std::string bad = unfit(out.value, column.type, to);
  if (action.expression) {
    const auto facts = sql::facts(action.expression);
    const auto volatility = catalog::volatility_of(facts, change.before.catalog());
    if (!volatility.certain || volatility.at_best == Volatility::Volatile) {
      return error_of_volatile(change, column);
    }
    const std::string written{change.script.text(action.expression)};
    out.value = "(" + sql::with_columns(written, columns_now(change)) + ")";
    bad = is_text(to) ? unfit(out.value, column.type, to) : "";
  } else {
    out.certain = always_converts(column.type, to);
  }
  const std::string cast = fmt::format("{}::{}", out.value, catalog::to_string(to));
  out.check = bad.empty()
                  ? fmt::format("SELECT count({}) >= 0 FROM {}", cast, table)
                  : fmt::format("SELECT NOT EXISTS (SELECT 1 FROM {} WHERE {})", table, bad);
  return out;
}

}  // namespace pgstage::plan
