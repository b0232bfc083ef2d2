#include "foreign_parameters.hpp"

#include <algorithm>
#include <array>

namespace pgstage::db {
namespace {

// Another schema than public stays, and libpq complains: names would mean something else there.
constexpr auto kForeign = std::to_array<std::string_view>(
    {"connection_limit=", "pgbouncer=", "pool_timeout=", "schema=public",
     "socket_timeout=", "sslaccept=", "sslidentity=", "statement_cache_size="});

bool is_foreign(std::string_view parameter) {
  return std::any_of(kForeign.begin(), kForeign.end(), [&](std::string_view each) {
    return each.ends_with('=') ? parameter.starts_with(each) : parameter == each;
  });
}

}  // namespace

std::string without_foreign_parameters(std::string_view url) {
  // libpq lets a password have a question mark.
  const auto at = url.rfind('@');
  const auto question = url.find('?', at == std::string_view::npos ? 0 : at);
  const bool is_uri = url.starts_with("postgresql://") || url.starts_with("postgres://");
  if (!is_uri || question == std::string_view::npos) return std::string{url};
  std::string out{url.substr(0, question)};
  auto rest = url.substr(question + 1);
  char separator = '?';
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const auto parameter = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (is_foreign(parameter)) continue;
    out.append(1, separator).append(parameter);
    separator = '&';
  }
  return out;
}

}  // namespace pgstage::db
