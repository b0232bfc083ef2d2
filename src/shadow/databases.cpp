#include "databases.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace pgstage::shadow {
namespace {

std::string first_line(std::string_view sql) {
  constexpr std::size_t kShown = 100;
  const auto start = std::min(sql.find_first_not_of(" \t\r\n"), sql.size());
  const auto line = sql.substr(start, sql.find('\n', start) - start);
  return std::string{line.substr(0, kShown)};
}

}  // namespace

Result<void> Databases::copy(std::string_view from, std::string_view to) {
  // Before PostgreSQL 15 there was no other way than to copy files, which is the faster one where
  // nothing has to reach a disk.
  const std::string_view strategy = server_.major() < 15 ? "" : " STRATEGY file_copy";
  for (const auto& sql : {fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", to),
                          fmt::format("CREATE DATABASE {} TEMPLATE {}{}", to, from, strategy)}) {
    const auto done = maintenance_.run(sql);
    if (!done) return done.error();
  }
  return {};
}

Result<Snapshot> Databases::snapshot_of(std::string_view database) const {
  const auto session = connect(database);
  if (!session) return session.error();
  return take_snapshot(**session);
}

Result<Tables> Databases::tables_of(std::string_view database) const {
  const auto session = connect(database);
  if (!session) return session.error();
  return take_tables(**session);
}

Result<void> Databases::send_each(std::string_view database,
                                  const std::vector<std::string>& statements,
                                  std::string_view whose) const {
  const auto session = connect(database);
  if (!session) return session.error();
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const auto done = (*session)->run(statements[i]);
    if (done) continue;
    Error error = done.error();
    error.kind = ErrorKind::Input;
    error.message = fmt::format("{} fails at statement {} (SQLSTATE {}): {}", whose, i + 1,
                                error.sqlstate, error.message);
    error.hint = fmt::format("The statement begins with: {}", first_line(statements[i]));
    return error;
  }
  return {};
}

}  // namespace pgstage::shadow
