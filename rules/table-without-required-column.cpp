#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr auto kParameters =
    std::to_array<lint::Parameter>({{"columns", "created_at", "the columns that every table has"}});

/// What the list has and the table has not.
std::string missing(std::string_view list, const sql::CreateTable& create) {
  std::string out;
  while (!list.empty()) {
    const auto word = list.substr(0, list.find(' '));
    const bool there = std::any_of(create.columns.begin(), create.columns.end(),
                                   [&](const auto& each) { return each.name == word; });
    if (!there && !word.empty()) {
      out += (out.empty() ? "\"" : ", \"") + std::string{word} + "\"";
    }
    list.remove_prefix(word.size() < list.size() ? word.size() + 1 : word.size());
  }
  return out;
}

void check(const sql::CreateTable& create, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (create.persistence == Persistence::Temporary) return;
  const bool elsewhere = create.partition_of || !create.inherits.empty() || !create.likes.empty() ||
                         !create.of_type.name.empty();
  const auto table = context.before.resolve_new(create.name);
  const bool there = create.if_not_exists && context.before.catalog().relation(table) != nullptr;
  if (elsewhere || there) return;
  const auto names = missing(context.parameter("table-without-required-column", "columns"), create);
  if (names.empty()) return;
  out.add({.span = context.statement.span(),
           .message = lint::table_words(table) + " has no column " + names});
}

}  // namespace

extern const lint::Rule table_without_required_column = {
    .info =
        {
            .id = "table-without-required-column",
            .title = "a new table lacks a column that every table has",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why = "Some teams want certain columns in every table, so that each row tells when it "
                   "was made or changed.",
            .instead = "Add the columns of the list.",
            .fine = "The table is temporary, a partition, made of a type or like another one, or "
                    "inherits the columns.",
            .source = "CREATE TABLE",
            .aliases = "column-policy bytebase:COLUMN_REQUIRED pgrubic:GN011",
            .parameters = kParameters,
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
