#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

struct Fit {
  std::string_view type;
  std::string_view method;
};

constexpr Fit kFits[] = {
    {"jsonb", "gin"},     {"tsvector", "gin"},   {"hstore", "gin"},
    {"geometry", "gist"}, {"geography", "gist"},
};

/// The method that looks inside values of the type; empty when a B-tree is what they need.
std::string_view better(const catalog::Type& type) {
  if (type.array) return "gin";
  for (const auto& fit : kFits) {
    if (type.name.name == fit.type) return fit.method;
  }
  return {};
}

void check(const sql::CreateIndex& create, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (create.unique || effects.index_builds.empty()) return;
  if (!create.method.empty() && create.method != "btree") return;
  const auto name = context.before.resolve(create.table);
  const auto* table = context.before.catalog().relation(name);
  if (table == nullptr) return;
  for (const auto& key : create.keys) {
    const auto* column = table->column(key.column);
    const auto method = column == nullptr ? std::string_view{} : better(column->type);
    if (method.empty()) continue;
    out.add({.span = context.statement.span(),
             .message = "a B-tree over " + lint::column_words(name, column->name) +
                        " does not look inside its " + catalog::to_string(column->type) +
                        " values; " + std::string{method} + " does"});
    return;
  }
}

}  // namespace

extern const lint::Rule index_unfit_for_type = {
    .info =
        {
            .id = "index-unfit-for-type",
            .title = "a B-tree is built over values that are searched inside",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why =
                "A B-tree compares whole values. Nobody asks whether one document, array or "
                "text-search vector is less than another; the operators that look inside, such as "
                "@> and @@, cannot use it. Values of more than 2,704 bytes make the write fail.",
            .instead = "Use gin for jsonb, arrays, hstore and tsvector, gist for shapes, and for "
                       "one part of a document an index on that expression.",
            .fine = "Whole values are compared with =.",
            .source = "Index Types; jsonb Indexing",
            .aliases = "migrationpilot:MP056 migrationpilot:MP112 index-method-advice",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules
