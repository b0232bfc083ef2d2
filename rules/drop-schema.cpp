#include <algorithm>
#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool is_empty(const catalog::Catalog& catalog, std::string_view schema) {
  const auto relations = catalog.relations();
  const auto here = [&](const auto& each) { return each.first.schema == schema; };
  return std::none_of(relations.begin(), relations.end(),
                      [&](const auto* each) { return each->name.schema == schema; }) &&
         std::none_of(catalog.types().begin(), catalog.types().end(), here) &&
         std::none_of(catalog.functions().begin(), catalog.functions().end(), here);
}

void check(const sql::Drop& drop, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (drop.object != sql::ObjectKind::Schema || !drop.cascade) return;
  const auto& catalog = context.before.catalog();
  for (const auto& name : drop.names) {
    if (catalog.is_new_schema(name.name)) continue;
    if (catalog.complete() && is_empty(catalog, name.name)) continue;
    out.add({.span = context.statement.span(),
             .message = "dropping schema \"" + std::string{name.name} +
                        "\" drops every table in it, and what depends on them elsewhere"});
  }
}

}  // namespace

extern const lint::Rule drop_schema = {
    .info =
        {
            .id = "drop-schema",
            .title = "a schema is dropped with everything in it",
            .severity = Severity::Error,
            .category = lint::Category::DataLoss,
            .why =
                "CASCADE drops every table, view, function and type of the schema with its data, "
                "and what depends on them elsewhere. All of them are locked against reads and "
                "writes until the transaction ends, and running code that uses any of them fails.",
            .instead = "Drop or move what the schema holds by name, then the schema without "
                       "CASCADE, which refuses while anything is left.",
            .fine = "The schema is empty or was made by the same deploy, or CASCADE is missing, so "
                    "that only an empty one goes.",
            .source = "DROP SCHEMA",
            .aliases = "atlas:DS101 migrationpilot:MP035 pgfence:drop-schema pgrubic:US009 "
                       "postgres-language-server:banDropSchema safe-migrate:drop-schema-cascade",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
