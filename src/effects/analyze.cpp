#include <algorithm>
#include <array>

#include "pgstage/effects/effects.hpp"

#include "blocks.hpp"
#include "bodies.hpp"
#include "statements.hpp"

namespace pgstage::effects {
namespace {

template <class View>
concept Described = requires(Builder& out, const View& view) {
  describe(out, view);
};

// PreventInTransactionBlock() in the server, for statements whose parts nobody here needs.
constexpr auto kNoTransaction = std::to_array<std::string_view>(
    {"ALTER SYSTEM", "CREATE DATABASE", "CREATE TABLESPACE", "DROP DATABASE", "DROP TABLESPACE"});

// Statements that touch no table, so that nothing is missing when nothing is said.
constexpr auto kHarmless = std::to_array<std::string_view>({
    "ALTER COLLATION",
    "ALTER CONVERSION",
    "ALTER DEFAULT PRIVILEGES",
    "ALTER EVENT TRIGGER",
    "ALTER FOREIGN DATA WRAPPER",
    "ALTER FUNCTION",
    "ALTER LANGUAGE",
    "ALTER OPERATOR",
    "ALTER OPERATOR CLASS",
    "ALTER OPERATOR FAMILY",
    "ALTER PROCEDURE",
    "ALTER ROLE",
    "ALTER SERVER",
    "ALTER SYSTEM",
    "ALTER TEXT SEARCH CONFIGURATION",
    "ALTER TEXT SEARCH DICTIONARY",
    "ALTER USER MAPPING",
    "BEGIN",
    "CHECKPOINT",
    "CLOSE CURSOR",
    "COMMIT",
    "CREATE ACCESS METHOD",
    "CREATE AGGREGATE",
    "CREATE CAST",
    "CREATE COLLATION",
    "CREATE CONVERSION",
    "CREATE DATABASE",
    "CREATE DOMAIN",
    "CREATE EVENT TRIGGER",
    "CREATE FOREIGN DATA WRAPPER",
    "CREATE FUNCTION",
    "CREATE LANGUAGE",
    "CREATE OPERATOR",
    "CREATE OPERATOR CLASS",
    "CREATE OPERATOR FAMILY",
    "CREATE PROCEDURE",
    "CREATE ROLE",
    "CREATE SCHEMA",
    "CREATE SERVER",
    "CREATE TABLESPACE",
    "CREATE TEXT SEARCH CONFIGURATION",
    "CREATE TEXT SEARCH DICTIONARY",
    "CREATE TEXT SEARCH PARSER",
    "CREATE TEXT SEARCH TEMPLATE",
    "CREATE TRANSFORM",
    "CREATE TYPE",
    "CREATE USER MAPPING",
    "DEALLOCATE",
    "DISCARD",
    "DROP DATABASE",
    "DROP EVENT TRIGGER",
    "DROP ROLE",
    "DROP TABLESPACE",
    "DROP USER MAPPING",
    "GRANT",
    "GRANT ROLE",
    "LISTEN",
    "LOAD",
    "NOTIFY",
    "RELEASE",
    "RESET",
    "REVOKE",
    "REVOKE ROLE",
    "ROLLBACK",
    "SAVEPOINT",
    "SET",
    "SET CONSTRAINTS",
    "SHOW",
    "START TRANSACTION",
    "UNLISTEN",
});

bool is_among(const auto& tags, std::string_view tag) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

void describe_by_tag(Effects& effects) {
  if (is_among(kNoTransaction, effects.kind)) effects.transaction_allowed = false;
  if (!is_among(kHarmless, effects.kind)) effects.certain = false;
}

void refuse_inside_transaction(Effects& effects, const catalog::Replay& before) {
  if (effects.transaction_allowed || !before.in_transaction() || effects.fails) return;
  effects.fails =
      Failure{"25001", std::string{effects.kind} + " cannot run inside a transaction block"};
}

void sort_sets(Effects& effects) {
  const auto by_relation = [](const auto& a, const auto& b) { return a.relation < b.relation; };
  std::stable_sort(effects.locks.begin(), effects.locks.end(), by_relation);
  auto& creates = effects.creates;
  std::sort(creates.begin(), creates.end());
  creates.erase(std::unique(creates.begin(), creates.end()), creates.end());
}

}  // namespace

Effects analyze_inside(const sql::Statement& statement, const sql::View& view,
                       const catalog::Replay& before, ServerVersion version, Inside& inside) {
  Effects effects;
  effects.kind = statement.kind();
  if (const auto* problem = statement.problem()) {
    effects.certain = false;
    effects.fails = Failure{problem->sqlstate, problem->message};
    return effects;
  }
  if (version.major < statement.first_server()) {
    effects.fails = Failure{
        "42601", "this is the syntax of PostgreSQL " + std::to_string(statement.first_server())};
    return effects;
  }
  if (!statement.refusal().empty()) {
    effects.fails = Failure{std::string{statement.refusal()}, "this is not implemented"};
    return effects;
  }
  Builder out(effects, before, version, inside);
  std::visit(
      [&](const auto& each) {
        if constexpr (Described<std::decay_t<decltype(each)>>) {
          describe(out, each);
        } else {
          describe_by_tag(effects);
        }
      },
      view);
  refuse_inside_transaction(effects, before);
  effects.blocks = blocked_by(effects, before.catalog());
  sort_sets(effects);
  return effects;
}

Effects analyze(const sql::Statement& statement, const sql::View& view,
                const catalog::Replay& before, ServerVersion version) {
  Inside nothing{.running = {}, .atomic = before.in_transaction()};
  return analyze_inside(statement, view, before, version, nothing);
}

}  // namespace pgstage::effects
