#include "pgstage/lint/migration.hpp"

namespace pgstage::rules {
namespace {

void check(const lint::FileContext& context, lint::Findings& out) {
  if (context.overtaken_by.empty()) return;
  out.add({.span = context.begin(),
           .message = "migration \"" + std::string{context.migration} +
                      "\" is new and stands before \"" + std::string{context.overtaken_by} +
                      "\", which others have" + lint::and_then(context.runner.if_overtaken)});
}

}  // namespace

extern const lint::Rule migration_overtaken = {
    .info =
        {
            .id = "migration-overtaken",
            .title = "a new migration stands before one that others have",
            .severity = Severity::Warning,
            .category = lint::Category::History,
            .why =
                "Databases that have the later one run the new one behind it, if their runner does "
                "so at all: golang-migrate and Flyway, unless told otherwise, pass it over or "
                "refuse. New databases run the two in the other order. So what was tested is not "
                "what production gets.",
            .instead = "Give it a version behind the last one, and look whether it still does what "
                       "it should.",
            .fine = "The runner tells migrations apart by their names and takes them in any order, "
                    "and the two have nothing to do with each other.",
            .source = "the documentation of Flyway on outOfOrder, and of golang-migrate",
            .aliases = "atlas:non-linear",
        },
    .check_file = check,
};

}  // namespace pgstage::rules
