#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "pgstage/lint/foreign_keys.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// How many bytes an integer type has; nothing for any other type.
std::optional<int> width(const catalog::Type& type) {
  if (type.array || type.name.schema != "pg_catalog") return std::nullopt;
  if (type.name.name == "int2") return 2;
  if (type.name.name == "int4") return 4;
  return type.name.name == "int8" ? std::optional{8} : std::nullopt;
}

/// What the referencing column cannot do; empty when it can do all.
std::string_view wrong(const catalog::Type& from, const catalog::Type& to) {
  const auto left = width(from);
  const auto right = width(to);
  if (left && right) return *left < *right ? "cannot hold every value of" : "";
  const bool number = to.name.name == "numeric" || to.name.name == "float8";
  return left && number && !to.array ? "is converted at every look into" : "";
}

/// A referencing column that the deploy widens as well is wide enough in the end.
lint::Unless unless_widened(const lint::ForeignKey& key, const std::string& from,
                            const std::string& to) {
  return {lint::Unless::Until::Deploy,
          [table = key.table, from, referenced = key.referenced, to](const catalog::Replay& then) {
            const auto* left = then.catalog().relation(table);
            const auto* right = then.catalog().relation(referenced);
            const auto* column = left == nullptr ? nullptr : left->column(from);
            const auto* other = right == nullptr ? nullptr : right->column(to);
            return column == nullptr || other == nullptr ||
                   wrong(column->type, other->type).empty();
          }};
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  for (const auto& key : lint::added_foreign_keys(context)) {
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      const auto& column = key.columns[i];
      const auto* to = lint::referenced_column(context, key, i);
      if (!column.type || to == nullptr) continue;
      const auto what = wrong(*column.type, to->type);
      if (what.empty()) continue;
      out.add({.span = key.span,
               .message = lint::column_words(key.table, column.name) + " is " +
                          catalog::to_string(*column.type) + " and " + std::string{what} + " the " +
                          catalog::to_string(to->type) + " that it references in " +
                          lint::table_words(key.referenced),
               .unless = unless_widened(key, column.name, to->name)});
    }
  }
}

}  // namespace

extern const lint::Rule foreign_key_type_mismatch = {
    .info =
        {
            .id = "foreign-key-type-mismatch",
            .title = "a foreign key's columns are of another type than those they reference",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .why =
                "PostgreSQL allows a foreign key between types that it can compare. An integer "
                "that references a bigint works until the first key above 2147483647: no row can "
                "point there, and every insert that has to fails. Between an integer and a numeric "
                "each look-up converts, and an index of the integer column is of no use.",
            .instead = "Give the referencing column the type of the referenced one.",
            .fine = "The referencing column is the wider one, or the same deploy makes it as wide.",
            .source = "CREATE TABLE, REFERENCES; Numeric Types",
            .aliases = "online_migrations:mismatched_foreign_key_type",
        },
    .check = check,
};

}  // namespace pgstage::rules
