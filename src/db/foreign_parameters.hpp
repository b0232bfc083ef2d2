#pragma once

#include <string>
#include <string_view>

namespace pgstage::db {

/// A URI without the parameters that are for Prisma's own connections and that libpq refuses. One
/// DATABASE_URL serves the application and pgstage.
std::string without_foreign_parameters(std::string_view url);

}  // namespace pgstage::db
