#include "timeouts.hpp"

#include <string_view>

#include "pgstage/model/timeout.hpp"

namespace pgstage::lint {
namespace {

/// By the words that rules write. A drop that was cancelled is run again.
bool takes_long(std::string_view advice) {
  while (!advice.empty()) {
    const auto line = advice.substr(0, advice.find('\n'));
    advice.remove_prefix(std::min(line.size() + 1, advice.size()));
    if (line.starts_with("DROP ")) continue;
    if (line.find(" CONCURRENTLY") != line.npos || line.find("VALIDATE CONSTRAINT") != line.npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string given_time(const Context& context, const std::string& advice) {
  const auto setting = context.before.setting("statement_timeout");
  const auto timeout = setting ? milliseconds_of(*setting).value_or(0) : 0;
  const bool is_set_in_it = advice.find("SET statement_timeout") != advice.npos;
  if (timeout == 0 || is_set_in_it || !takes_long(advice)) return advice;
  return "SET statement_timeout = 0;\n" + advice +
         ";\nSET statement_timeout = " + quote_literal(*setting);
}

}  // namespace pgstage::lint
