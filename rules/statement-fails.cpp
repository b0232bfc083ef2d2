#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "pgstage/lint/rule.hpp"

namespace pgstage::rules {
namespace {

using Codes = std::initializer_list<std::string_view>;

bool is_among(Codes codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// Rules that say of some statements that they fail, with the way out.
constexpr auto kTellers = std::to_array<std::string_view>(
    {"alter-column-type-blocked-by-dependents", "concurrent-index-on-partitioned-table",
     "concurrently-in-transaction", "constraint-using-unfit-index", "drop-column-dependents",
     "drop-function-in-use", "drop-required-index", "drop-sequence", "drop-type",
     "enum-value-used-in-same-transaction", "function-signature-change",
     "non-transactional-statement-in-transaction", "partition-key-not-in-unique-key",
     "syntax-error", "view-replace-incompatible"});

bool is_told(const effects::Effects& effects, const lint::Context& context) {
  // In a body they say it of the statement there.
  const bool runs_body = std::holds_alternative<sql::Do>(context.view) ||
                         std::holds_alternative<sql::Call>(context.view);
  if (runs_body) {
    return is_among({"25001", "2BP01", "42601", "42P13", "42P16", "55P04"},
                    effects.fails->sqlstate);
  }
  return std::any_of(kTellers.begin(), kTellers.end(), [&](std::string_view id) {
    lint::Findings told;
    lint::find_rule(id)->check(effects, context, told);
    return !told.drafts().empty();
  });
}

/// What the statement would make, if it makes one thing.
std::optional<QualifiedName> made_by(const lint::Context& context) {
  return std::visit(
      [&](const auto& view) -> std::optional<QualifiedName> {
        using View = std::decay_t<decltype(view)>;
        if constexpr (std::is_same_v<View, sql::CreateTable> ||
                      std::is_same_v<View, sql::CreateTableAs> ||
                      std::is_same_v<View, sql::CreateView> ||
                      std::is_same_v<View, sql::CreateSequence> ||
                      std::is_same_v<View, sql::CreateEnum> ||
                      std::is_same_v<View, sql::CreateDomain> ||
                      std::is_same_v<View, sql::CreateType> ||
                      std::is_same_v<View, sql::CreateFunction>) {
          return context.before.resolve_new(view.name);
        } else {
          return std::nullopt;
        }
      },
      context.view);
}

bool made_by_deploy(const QualifiedName& name, const catalog::Catalog& catalog) {
  const auto* relation = catalog.relation(name);
  const auto* type = catalog.type(name);
  const auto* function = catalog.function(name);
  return (relation != nullptr && relation->created_in_batch) ||
         (type != nullptr && type->created_in_batch) ||
         (function != nullptr && function->created_in_batch);
}

/// Migrations tell what they made. Of the rest of the database they tell little: that something is
/// not there only of what is new, and what two histories made may be of two databases.
bool is_sure(const effects::Effects& effects, const lint::Context& context) {
  const auto& catalog = context.before.catalog();
  // What is not there has no certain effects but that.
  const bool missing = effects.fails->sqlstate == "42P01";
  if (catalog.complete()) return effects.certain || missing;
  if (!effects.certain) return false;
  if (const auto made = made_by(context)) return made_by_deploy(*made, catalog);
  const bool is_new = std::none_of(effects.locks.begin(), effects.locks.end(),
                                   [&](const auto& lock) { return context.live(lock.relation); });
  if (is_new && !effects.locks.empty()) return true;
  return !catalog.blurred() &&
         !is_among({"3F000", "42703", "42704", "42830", "42883", "42P01"}, effects.fails->sqlstate);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (!effects.fails || effects.fails->needs_rows || context.in_body) return;
  if (!is_sure(effects, context) || is_told(effects, context)) return;
  out.add({.span = context.statement.span(),
           .message = "this fails with " + effects.fails->sqlstate + ": " + effects.fails->why});
}

}  // namespace

extern const lint::Rule statement_fails = {
    .info =
        {
            .id = "statement-fails",
            .title = "a statement cannot succeed on the schema that it meets",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "What the earlier migrations or the snapshot say is there contradicts the "
                   "statement, so PostgreSQL refuses it. The deploy stops in the middle: in a "
                   "transaction nothing of it happens, outside one what came before stays.",
            .instead = "Write the statement for the schema that is there. Where both states are "
                       "possible, IF EXISTS or IF NOT EXISTS says so.",
            .fine = "Something else changes the schema too, so that it differs from what the "
                    "migrations say. A snapshot of the database settles that.",
            .source = "PostgreSQL Error Codes; measured on 13 to 18",
            .aliases = "bytebase:BUILTIN_WALK_THROUGH_CHECK migrationpilot:drift "
                       "safe-migrate:schema-drift schema-drift",
        },
    .check = check,
};

}  // namespace pgstage::rules
