#include "advice.hpp"

#include <algorithm>
#include <string_view>

#include "pgstage/lint/recipes.hpp"
#include "pgstage/model/timeout.hpp"

namespace pgstage::lint {
namespace {

// These look for the words that rules write.

bool is_concurrent(std::string_view line) { return line.find(" CONCURRENTLY") != line.npos; }

bool validates(std::string_view line) { return line.find("VALIDATE CONSTRAINT") != line.npos; }

template <class Test>
bool any_line(std::string_view text, Test test) {
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (test(line)) return true;
  }
  return false;
}

/// A drop that was cancelled is run again.
bool takes_long(std::string_view line) {
  return !line.starts_with("DROP ") && (is_concurrent(line) || validates(line));
}

bool is_validation(const sql::View& view) {
  const auto* alter = std::get_if<sql::AlterTable>(&view);
  return alter != nullptr &&
         std::any_of(alter->actions.begin(), alter->actions.end(), [](const auto& action) {
           return action.kind == sql::ActionKind::ValidateConstraint;
         });
}

bool needs_own_transaction(const Context& context, const std::string& advice) {
  // What validates in a transaction as it is may go on to do so.
  return any_line(advice, is_concurrent) ||
         (any_line(advice, validates) && !is_validation(context.view));
}

bool is_cancelled(const Context& context, const std::string& advice) {
  const auto setting = context.before.setting("statement_timeout");
  const auto timeout = setting ? milliseconds_of(*setting).value_or(0) : 0;
  return timeout > 0 && advice.find("SET statement_timeout") == advice.npos &&
         any_line(advice, takes_long);
}

/// A script of several statements is one transaction where it is sent as one message.
bool will_share_transaction(const Context& context, std::string_view advice) {
  return context.in_transaction() ||
         (context.sent_as == SentAs::Message && advice.find(";\n") != advice.npos);
}

std::string_view without_transaction(std::string_view sql) {
  constexpr std::string_view kBegin = "BEGIN;\n";
  constexpr std::string_view kCommit = ";\nCOMMIT";
  if (!sql.starts_with(kBegin) || !sql.ends_with(kCommit)) return sql;
  return sql.substr(kBegin.size(), sql.size() - kBegin.size() - kCommit.size());
}

}  // namespace

Advice fitted(const Context& context, std::string_view written) {
  const std::string sql{context.in_transaction() ? without_transaction(written) : written};
  const bool apart = will_share_transaction(context, sql) && needs_own_transaction(context, sql);
  return {is_cancelled(context, sql) ? given_time(context, sql) : sql, apart};
}

}  // namespace pgstage::lint
