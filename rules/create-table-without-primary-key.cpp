#include <algorithm>
#include <optional>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// The table that the statement makes without saying where a key comes from.
std::optional<QualifiedName> made(const lint::Context& context) {
  if (const auto* create = std::get_if<sql::CreateTable>(&context.view)) {
    const bool elsewhere =
        create->partition_of || std::any_of(create->likes.begin(), create->likes.end(),
                                            [](const auto& like) { return like.indexes; });
    if (elsewhere || create->persistence == Persistence::Temporary) return std::nullopt;
    return context.before.resolve_new(create->name);
  }
  const auto* create = std::get_if<sql::CreateTableAs>(&context.view);
  const bool kept = create != nullptr && !create->materialized_view &&
                    create->persistence != Persistence::Temporary;
  if (!kept) return std::nullopt;
  return context.before.resolve_new(create->name);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto name = made(context);
  if (!name || effects.fails || context.before.catalog().relation(*name) != nullptr) return;
  const auto has_key = [table = *name](const catalog::Replay& then) {
    const auto* found = then.catalog().relation(table);
    return found == nullptr || found->kind == catalog::RelationKind::ForeignTable ||
           found->primary_key() != nullptr || found->is_partition;
  };
  out.add({.span = context.statement.span(),
           .message = lint::table_words(*name) + " has no primary key",
           .unless = lint::Unless{lint::Unless::Until::Deploy, has_key}});
}

}  // namespace

extern const lint::Rule create_table_without_primary_key = {
    .info =
        {
            .id = "create-table-without-primary-key",
            .title = "a table has no primary key",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .group = lint::Group::Design,
            .why = "Nothing says which row is meant when two are alike. Where such a table is "
                   "published, UPDATE and DELETE of it fail, and tools that work by key, such as "
                   "batched changes, have none.",
            .instead =
                "Give the table a primary key: an identity column where nothing else is unique.",
            .fine = "The deploy adds the key later, or the table is temporary or a partition, or "
                    "takes its indexes from another with LIKE ... INCLUDING INDEXES.",
            .source = "CREATE TABLE; Logical Replication, Publication",
            .aliases = "bytebase:TABLE_REQUIRE_PK diesel-guard:CreateTableWithoutPk "
                       "migrationpilot:MP045 pgrubic:GN004",
        },
    .check = check,
};

}  // namespace pgstage::rules
