#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& broken : effects.breaks) {
    const bool schema = broken.what == effects::Broken::What::Name && broken.relation.name.empty();
    if (!schema || context.before.catalog().is_new_schema(broken.relation.schema)) continue;
    out.add({.span = context.statement.span(),
             .message = "running code still uses the old name of schema \"" +
                        broken.relation.schema + "\", and so may search_path"});
  }
}

}  // namespace

extern const lint::Rule rename_schema = {
    .info =
        {
            .id = "rename-schema",
            .title = "a schema that running code uses is renamed",
            .severity = Severity::Error,
            .category = lint::Category::Compatibility,
            .why = "Every name with the old schema in it is wrong the moment the statement "
                   "commits: in queries, in search_path, in the bodies of functions. No release "
                   "can be right before and after, and nothing can be put in the old schema's "
                   "place within the same statement.",
            .instead = "Make the new schema and, one by one, move each table there with a view in "
                       "the old place; drop the old schema when nothing uses it any more.",
            .fine = "The schema was made by the same deploy.",
            .source = "ALTER SCHEMA",
            .aliases =
                "diesel-guard:RenameSchema pgfence:rename-schema strong_migrations:rename_schema",
        },
    .check = check,
};

}  // namespace pgstage::rules
