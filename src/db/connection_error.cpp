#include "connection_error.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace pgstage::db {
namespace {

struct Known {
  std::string_view words;
  std::string_view sqlstate;
  std::string_view hint;
};

constexpr std::string_view kCannotConnect = "08001";
constexpr std::string_view kUrlHint =
    "Write it as postgresql://user:password@host:5432/database, with %40 for @, %3A for : and %2F "
    "for / inside the user name and the password.";

// The first whose words stand in the message wins.
constexpr std::array<Known, 16> kKnown = {{
    {"no password supplied", "28P01",
     "Put the password into ~/.pgpass or PGPASSWORD, or into the URL."},
    {"password authentication failed", "28P01",
     "Check the user name and the password in the URL, ~/.pgpass or PGPASSWORD."},
    {"Peer authentication failed", "28000",
     "The server lets in only the operating-system user of the same name; run pgstage as that "
     "user, or name the host in the URL."},
    {"no pg_hba.conf entry", "28000",
     "The server does not let this user in from here; ask its administrator for a line in "
     "pg_hba.conf."},
    {"is not permitted to log in", "28000", "Name a user that may log in."},
    {"permission denied for database", "42501", "Ask for the right to connect to this database."},
    {"FATAL:  role \"", "28000", "Name an existing user in the URL or in PGUSER."},
    {"FATAL:  database \"", "3D000", "Name an existing database in the URL or in PGDATABASE."},
    {"too many connections", "53300", "Wait for a free connection, or raise max_connections."},
    {"too many clients", "53300", "Wait for a free connection, or raise max_connections."},
    {"the database system is ", "57P03", "Try again in a moment."},
    {"Connection refused", kCannotConnect, "Start the server, or correct the host and the port."},
    {"No such file or directory", kCannotConnect,
     "Start the server, or name its host or socket folder in the URL or in PGHOST."},
    {"could not translate host name", kCannotConnect, "Check the spelling of the host name."},
    {"does not support SSL", kCannotConnect,
     "Turn SSL on in the server, or take sslmode out of the URL."},
    {"timeout expired", kCannotConnect,
     "The host does not answer; check the host, the port and the firewall."},
}};

std::string last_line(std::string_view message) {
  while (!message.empty() && message.back() == '\n') message.remove_suffix(1);
  // libpq puts the reason on the first line and a question to the user, indented, on the next; the
  // server adds lines with names of their own.
  for (const std::string_view more : {"\n\t", "\nDETAIL:", "\nHINT:"}) {
    message = message.substr(0, message.find(more));
  }
  const auto start = message.rfind('\n');
  if (start != std::string_view::npos) message.remove_prefix(start + 1);
  return std::string{message};
}

std::string reason_of(std::string_view message) {
  std::string reason = last_line(message);
  constexpr std::array<std::string_view, 3> kPreambles = {
      " failed: FATAL:  ", " failed: fe_sendauth: ", " failed: "};
  for (const auto preamble : kPreambles) {
    const auto at = reason.find(preamble);
    if (at == std::string::npos) continue;
    return reason.substr(at + preamble.size());
  }
  return reason;
}

}  // namespace

Error url_error(std::string_view libpq_message) {
  const auto category = libpq_message.substr(0, libpq_message.find(':'));
  const bool quotes = category.find('"') != std::string_view::npos;
  return input_error(quotes || category.empty()
                         ? "the database URL does not parse"
                         : fmt::format("the database URL does not parse: {}", category),
                     std::string{kUrlHint});
}

Error scheme_error(std::string_view scheme) {
  return input_error(
      fmt::format("the database URL begins with \"{}://\", not with \"postgresql://\"", scheme),
      std::string{kUrlHint});
}

Error connection_error(std::string_view libpq_message, std::string_view target) {
  const std::string reason = reason_of(libpq_message);
  const auto known = std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& each) {
    return libpq_message.find(each.words) != std::string_view::npos;
  });
  Error error = input_error(fmt::format("cannot connect to {}: {}", target, reason),
                            "Check the URL and that the server accepts connections.");
  error.sqlstate = kCannotConnect;
  if (known != kKnown.end()) {
    error.hint = known->hint;
    error.sqlstate = known->sqlstate;
  }
  return error;
}

}  // namespace pgstage::db
