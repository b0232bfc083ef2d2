#pragma once

#include <string>
#include <string_view>

#include "pgstage/model/result.hpp"

namespace pgstage::db {

/// libpq refuses to parse the URL. libpq's words are kept only as far as they cannot quote a part
/// of the URL, which may be a part of the password.
Error url_error(std::string_view libpq_message);

/// The URL is one of another kind of database, or of another program: `mysql`,
/// `postgresql+psycopg2`.
Error scheme_error(std::string_view scheme);

/// No connection to `target`. libpq gives no SQLSTATE for these, so it is told from the words of
/// the server, which are English unless the server was set up otherwise.
Error connection_error(std::string_view libpq_message, std::string_view target);

}  // namespace pgstage::db
