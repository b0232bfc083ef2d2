#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"
#include "pgstage/model/timeout.hpp"

namespace pgstage::rules {
namespace {

bool is_set(const lint::Context& context, std::string_view name) {
  const auto timeout = context.before.setting(name);
  return timeout && milliseconds_of(*timeout) != 0;
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (!context.before.explicit_transaction() || context.in_body) return;
  if (is_set(context, "idle_in_transaction_session_timeout")) return;
  if (context.version.major >= 17 && is_set(context, "transaction_timeout")) return;
  for (const auto& lock : effects.locks) {
    if (!blocks_writes(lock.mode) || !context.live(lock.relation)) continue;
    out.add({.span = context.statement.span(),
             .message = "if the client is lost now, " + lint::table_words(lock.relation) +
                        " stays locked"});
    return;
  }
}

}  // namespace

extern const lint::Rule missing_idle_in_transaction_timeout = {
    .info =
        {
            .id = "missing-idle-in-transaction-timeout",
            .title = "a lost client may keep a transaction and its locks",
            .severity = Severity::Notice,
            .category = lint::Category::Transaction,
            .group = lint::Group::Policy,
            .why =
                "Between BEGIN and COMMIT the client decides when it goes on. One that hangs, or "
                "whose network is gone, leaves the transaction open and the table locked until "
                "the server notices, which may take hours.",
            .instead =
                "Set idle_in_transaction_session_timeout before BEGIN, or, from PostgreSQL 17 on, "
                "transaction_timeout.",
            .fine = "The runner or the role sets one of the two, or the transaction locks nothing "
                    "that running code uses.",
            .source = "Client Connection Defaults, idle_in_transaction_session_timeout",
            .aliases = "pgfence:missing-idle-timeout "
                       "postgres-language-server:requireIdleInTransactionTimeout",
            .once_per_run = true,
        },
    .check = check,
};

}  // namespace pgstage::rules
