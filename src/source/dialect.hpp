// Which migrations are of another database than PostgreSQL.
#pragma once

#include <string>
#include <string_view>

namespace pgstage::source {

/// Whether a folder of this name holds what is for another database, beside others for PostgreSQL.
bool is_of_another_database(std::string_view name);

/// Whether what stands in the folder says so: Prisma's lock, Drizzle's journal or snapshots,
/// sql-migrate's settings.
bool says_another_database(const std::string& folder);

}  // namespace pgstage::source
